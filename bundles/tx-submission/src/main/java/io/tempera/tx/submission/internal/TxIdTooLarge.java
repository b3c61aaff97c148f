package io.tempera.tx.submission.internal;

import io.tempera.tx.TxOffer;

/** An id is larger than this node remembers. */
final class TxIdTooLarge extends TxViolation {
  private static final long serialVersionUID = 1L;

  TxIdTooLarge(String where, int size) {
    super(
        where,
        "the peer names a transaction whose id has "
            + size
            + " bytes; at most "
            + TxOffer.MAX_ID_BYTES
            + " are remembered");
  }
}
