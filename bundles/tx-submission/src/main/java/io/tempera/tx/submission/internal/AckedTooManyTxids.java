package io.tempera.tx.submission.internal;

/** The responder acknowledges more ids than it was told (ProtocolErrorAckedTooManyTxids). */
final class AckedTooManyTxids extends TxViolation {
  private static final long serialVersionUID = 1L;

  AckedTooManyTxids(String where, int acknowledged, int outstanding) {
    super(
        where,
        "the peer acknowledges "
            + acknowledged
            + " ids, and only "
            + outstanding
            + " are unacknowledged");
  }
}
