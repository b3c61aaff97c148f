package io.tempera.tx;

import io.tempera.chain.Encoded;

/**
 * A transaction that somebody has.
 *
 * @param id its id, as tx-submission moves it; at most {@value #MAX_ID_BYTES} bytes
 * @param size how many bytes it has, 0 to 2^32 - 1
 */
public record TxOffer(Encoded id, long size) {
  /**
   * The longest id. Cardano's have some 36 bytes (an era, and 32 of a hash); with this bound all
   * ids that a conversation must remember at a hand-over have room in its memo.
   */
  public static final int MAX_ID_BYTES = 128;

  /** The largest size that can be said (word32). */
  public static final long MAX_SIZE = 0xFFFF_FFFFL;

  /** Checks the ranges. */
  public TxOffer {
    if (id.size() > MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "an id of a transaction has at most " + MAX_ID_BYTES + " bytes, not " + id.size());
    }
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a transaction has 0 to " + MAX_SIZE + " bytes, not " + size);
    }
  }
}
