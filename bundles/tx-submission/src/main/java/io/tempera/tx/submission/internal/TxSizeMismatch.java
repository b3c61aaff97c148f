package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;

/**
 * A transaction has another size than the initiator said (ProtocolErrorTxSizeError,
 * TxSubmission/Inbound/V2).
 */
final class TxSizeMismatch extends TxViolation {
  private static final long serialVersionUID = 1L;

  TxSizeMismatch(String where, Encoded id, long named, int found) {
    super(
        where,
        "the peer said that transaction "
            + id
            + " has "
            + named
            + " bytes, and it has "
            + found
            + "; they may differ by "
            + Inquiry.SIZE_DISCREPANCY);
  }
}
