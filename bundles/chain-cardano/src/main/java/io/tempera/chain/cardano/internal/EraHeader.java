package io.tempera.chain.cardano.internal;

import io.tempera.chain.Hash;
import java.util.Optional;

/**
 * What is read of a header since Shelley: {@code [[blockNo, slot, previous or null, ...],
 * signature]}.
 *
 * @param from the offset of its first byte
 * @param to the offset behind its last byte
 * @param bodyHash the hash of the block's body
 */
record EraHeader(
    int from, int to, long blockNo, long slot, Optional<Hash> previous, Hash bodyHash) {
  private static final int FIELDS_READ = 3;

  static EraHeader read(ItemReader in, Era era) {
    int from = in.offset();
    boolean header = in.open(2);
    boolean body = in.open(era.headerFields());
    long blockNo = in.number(Long.MAX_VALUE);
    long slot = in.number(Long.MAX_VALUE);
    Optional<Hash> previous = in.hashOrNull();
    in.skip(era.bodyHashField() - FIELDS_READ);
    Hash bodyHash = in.hash();
    in.skip(era.headerFields() - era.bodyHashField() - 1);
    in.close(body);
    in.skip(1);
    in.close(header);
    return new EraHeader(from, in.offset(), blockNo, slot, previous, bodyHash);
  }
}
