package io.tempera.chain.sample;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborWriter;
import java.util.Iterator;
import java.util.Optional;

/**
 * Transactions without end: each with an input, two outputs, a fee and a witness (cardano-ledger,
 * conway.cddl), some 330 bytes. With the same seed come the same ones. For one thread.
 */
public final class MadeUpTransactions implements Iterator<MadeUpTransaction> {
  /** The most bytes that metadata have in one piece (cardano-ledger, conway.cddl: metadatum). */
  private static final int PIECE_BYTES = 64;

  /** A piece with its head. */
  private static final int ENCODED_PIECE_BYTES = PIECE_BYTES + 2;

  private static final int HASH_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int KEY_HASH_BYTES = 28;
  private static final int TAG_SET = 258;

  /** An address without a stake key, on a testnet. */
  private static final byte TESTNET_ADDRESS = 0x60;

  private static final long MOST_COINS = 1_000_000_000_000L;
  private static final long LEAST_FEE = 155_381;
  private static final long MOST_MORE_FEE = 100_000;

  private final Noise noise;

  MadeUpTransactions(Noise noise) {
    this.noise = noise;
  }

  /** Those of a seed. */
  public static MadeUpTransactions of(long seed) {
    return new MadeUpTransactions(new Noise(seed));
  }

  /** Always. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public MadeUpTransaction next() {
    return next(0);
  }

  /**
   * The next one, with metadata that do nothing but fill it.
   *
   * @param filling so many bytes it has at least of them, and 128 more at the most; 0 for none
   */
  public MadeUpTransaction next(int filling) {
    Optional<Encoded> auxiliary =
        filling > 0 ? Optional.of(new Encoded(metadata(filling))) : Optional.empty();
    CborWriter body = new CborWriter().map(auxiliary.isPresent() ? 4 : 3);
    body.unsigned(0).tag(TAG_SET).array(1);
    body.array(2).bytes(noise.bytes(HASH_BYTES)).unsigned(noise.below(2));
    body.unsigned(1).array(2);
    output(body);
    output(body);
    body.unsigned(2).unsigned(LEAST_FEE + noise.below(MOST_MORE_FEE));
    auxiliary.ifPresent(data -> body.unsigned(7).bytes(Blake2b.of(data.bytes())));
    CborWriter witnesses = new CborWriter().map(1).unsigned(0).tag(TAG_SET).array(1);
    witnesses.array(2).bytes(noise.bytes(HASH_BYTES)).bytes(noise.bytes(SIGNATURE_BYTES));
    return new MadeUpTransaction(
        new Encoded(body.toByteArray()), new Encoded(witnesses.toByteArray()), auxiliary);
  }

  private void output(CborWriter body) {
    byte[] address = noise.bytes(1 + KEY_HASH_BYTES);
    address[0] = TESTNET_ADDRESS;
    body.map(2).unsigned(0).bytes(address).unsigned(1).unsigned(noise.below(MOST_COINS));
  }

  /** Metadata {@code {0: [pieces ...]}}. */
  private byte[] metadata(int bytes) {
    int pieces = Math.ceilDiv(bytes, ENCODED_PIECE_BYTES);
    CborWriter data = new CborWriter(bytes + 2 * ENCODED_PIECE_BYTES);
    data.map(1).unsigned(0).array(pieces);
    for (int piece = 0; piece < pieces; piece++) {
      data.bytes(noise.bytes(PIECE_BYTES));
    }
    return data.toByteArray();
  }
}
