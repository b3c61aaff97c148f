package io.tempera.chain.cardano.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import java.util.Optional;

/**
 * What is read of a header of Byron, of a main block:
 *
 * <pre>{@code [magic, previous, proof, [[epoch, slot], key, [difficulty], signature], extra]}</pre>
 *
 * <p>or of an epoch boundary block:
 *
 * <pre>{@code [magic, previous, proof, [epoch, [difficulty]], extra]}</pre>
 *
 * <p>The difficulty is the block's number; a boundary block has that of the block before it. Before
 * the boundary block of epoch 0 there is none: it names the hash of the genesis, which is no block
 * (cardano-ledger-byron, Chain.Block.Header).
 *
 * @param kind {@link #BOUNDARY} or {@link #MAIN}
 * @param from the offset of its first byte
 * @param to the offset behind its last byte
 */
record ByronHeader(int kind, int from, int to, long blockNo, long slot, Optional<Hash> previous) {
  /** An epoch boundary block. */
  static final int BOUNDARY = 0;

  /** Any other block. */
  static final int MAIN = 1;

  /** Ten times k, which is 2160 on every public network that had this era (Byron's genesis). */
  static final long EPOCH_SLOTS = 21_600;

  private static final int FIELDS = 5;

  /** So that every slot of it fits 63 bits. */
  private static final long LAST_EPOCH = Long.MAX_VALUE / EPOCH_SLOTS - 1;

  static ByronHeader read(ItemReader in, int kind) {
    int from = in.offset();
    boolean header = in.open(FIELDS);
    in.skip(1);
    Hash previous = in.hash();
    in.skip(1);
    boolean consensus = in.open(kind == BOUNDARY ? 2 : 4);
    boolean slotId = kind == MAIN && in.open(2);
    long epoch = in.number(LAST_EPOCH);
    long inEpoch = kind == MAIN ? in.number(EPOCH_SLOTS - 1) : 0;
    in.close(slotId);
    in.skip(kind == MAIN ? 1 : 0);
    boolean difficulty = in.open(1);
    long blockNo = in.number(Long.MAX_VALUE);
    in.close(difficulty);
    in.skip(kind == MAIN ? 1 : 0);
    in.close(consensus);
    in.skip(1);
    in.close(header);
    return new ByronHeader(
        kind,
        from,
        in.offset(),
        blockNo,
        epoch * EPOCH_SLOTS + inEpoch,
        kind == BOUNDARY && epoch == 0 ? Optional.empty() : Optional.of(previous));
  }

  /** With its hash, which is over {@code [kind, header]}. */
  Header header(byte[] bytes, Encoded encoded) {
    byte[] before = {(byte) 0x82, (byte) kind};
    byte[] hash = new Blake2b().and(before, 0, before.length).and(bytes, from, to).hash();
    return new Header(new Point.At(slot, Hash.of(hash)), blockNo, previous, encoded);
  }
}
