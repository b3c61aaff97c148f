package io.tempera.chain.sample;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one block of Conway's shape: {@code [header, bodies, witnesses, auxiliary data, invalid]}
 * (cardano-ledger, conway.cddl), wrapped as node-to-node moves it (ouroboros-consensus,
 * cddl/node-to-node). Its hashes and sizes are right; its keys, proofs and signatures are noise of
 * the right length.
 */
final class BlockMaker {
  /** What a block of Conway begins with. */
  private static final int BLOCK_TAG = 7;

  private static final int BLOCK_PARTS = 5;
  private static final int HEADER_FIELDS = 10;
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int VRF_OUTPUT_BYTES = 64;
  private static final int VRF_PROOF_BYTES = 80;
  private static final int KES_SIGNATURE_BYTES = 448;

  /** How many slots a KES key is good for (mainnet's Shelley genesis, slotsPerKESPeriod). */
  private static final long KES_PERIOD_SLOTS = 129_600;

  /** Conway's first protocol version. */
  private static final int MAJOR_VERSION = 9;

  /** The parts of a body, encoded. */
  private record Body(byte[] transactions, byte[] witnesses, byte[] auxiliary, byte[] invalid) {
    int size() {
      return transactions.length + witnesses.length + auxiliary.length + invalid.length;
    }

    byte[] hash() {
      return Blake2b.of(
          Blake2b.of(transactions),
          Blake2b.of(witnesses),
          Blake2b.of(auxiliary),
          Blake2b.of(invalid));
    }
  }

  private BlockMaker() {}

  static Block make(Tip before, long blockNo, long slot, BlockShape shape, long seed) {
    int transactions = shape.bytes() > 0 ? Math.max(1, shape.transactions()) : shape.transactions();
    Block plain = block(before, blockNo, slot, body(transactions, 0, seed), new Noise(~seed));
    int missing = shape.bytes() - plain.encoded().size();
    return missing <= 0
        ? plain
        : block(before, blockNo, slot, body(transactions, missing, seed), new Noise(~seed));
  }

  /** So many transactions, the first with metadata that fill it. */
  private static Body body(int count, int filling, long seed) {
    MadeUpTransactions source = new MadeUpTransactions(new Noise(seed));
    List<MadeUpTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      transactions.add(source.next(i == 0 ? filling : 0));
    }
    return body(transactions);
  }

  private static Body body(List<MadeUpTransaction> transactions) {
    CborWriter bodies = new CborWriter().array(transactions.size());
    CborWriter witnesses = new CborWriter().array(transactions.size());
    transactions.forEach(
        transaction -> {
          bodies.raw(transaction.body().bytes());
          witnesses.raw(transaction.witnesses().bytes());
        });
    CborWriter auxiliary = new CborWriter();
    auxiliary.map((int) transactions.stream().filter(t -> t.auxiliary().isPresent()).count());
    for (int i = 0; i < transactions.size(); i++) {
      int index = i;
      transactions
          .get(i)
          .auxiliary()
          .ifPresent(data -> auxiliary.unsigned(index).raw(data.bytes()));
    }
    return new Body(
        bodies.toByteArray(),
        witnesses.toByteArray(),
        auxiliary.toByteArray(),
        new CborWriter().array(0).toByteArray());
  }

  private static Block block(Tip before, long blockNo, long slot, Body body, Noise keys) {
    Optional<Hash> previous =
        before.point() instanceof Point.At at ? Optional.of(at.hash()) : Optional.empty();
    byte[] header = header(previous, blockNo, slot, body, keys);
    CborWriter parts = new CborWriter().array(2).unsigned(BLOCK_TAG).array(BLOCK_PARTS);
    parts.raw(header).raw(body.transactions()).raw(body.witnesses());
    parts.raw(body.auxiliary()).raw(body.invalid());
    CborWriter onChainSync = new CborWriter().array(2).unsigned(MadeUpTransaction.ERA);
    onChainSync.tag(MadeUpTransaction.TAG_CBOR).bytes(header);
    CborWriter onBlockFetch = new CborWriter().tag(MadeUpTransaction.TAG_CBOR);
    onBlockFetch.bytes(parts.toByteArray());
    return new Block(
        new Header(
            new Point.At(slot, Hash.of(Blake2b.of(header))),
            blockNo,
            previous,
            new Encoded(onChainSync.toByteArray())),
        new Encoded(onBlockFetch.toByteArray()));
  }

  private static byte[] header(
      Optional<Hash> previous, long blockNo, long slot, Body body, Noise keys) {
    CborWriter header = new CborWriter(1_024).array(2).array(HEADER_FIELDS);
    header.unsigned(blockNo).unsigned(slot);
    previous.ifPresentOrElse(hash -> header.bytes(hash.bytes()), header::nil);
    header.bytes(keys.bytes(KEY_BYTES)).bytes(keys.bytes(KEY_BYTES));
    header.array(2).bytes(keys.bytes(VRF_OUTPUT_BYTES)).bytes(keys.bytes(VRF_PROOF_BYTES));
    header.unsigned(body.size()).bytes(body.hash());
    header.array(4).bytes(keys.bytes(KEY_BYTES)).unsigned(1).unsigned(slot / KES_PERIOD_SLOTS);
    header.bytes(keys.bytes(SIGNATURE_BYTES));
    header.array(2).unsigned(MAJOR_VERSION).unsigned(0);
    return header.bytes(keys.bytes(KES_SIGNATURE_BYTES)).toByteArray();
  }
}
