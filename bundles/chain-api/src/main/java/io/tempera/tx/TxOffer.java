package io.tempera.tx;

import io.tempera.chain.Encoded;

/**
 * A transaction that somebody has.
 *
 * @param id its id, as tx-submission moves it
 * @param size how many bytes it has, 0 to 2^32 - 1
 */
public record TxOffer(Encoded id, long size) {
  /** The largest size that can be said (word32). */
  public static final long MAX_SIZE = 0xFFFF_FFFFL;

  /** Checks the range. */
  public TxOffer {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a transaction has 0 to " + MAX_SIZE + " bytes, not " + size);
    }
  }
}
