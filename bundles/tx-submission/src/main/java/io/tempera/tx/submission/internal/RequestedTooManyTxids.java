package io.tempera.tx.submission.internal;

/**
 * The responder wants to be told more ids than may be unacknowledged
 * (ProtocolErrorRequestedTooManyTxids).
 */
final class RequestedTooManyTxids extends TxViolation {
  private static final long serialVersionUID = 1L;

  RequestedTooManyTxids(String where, int wanted, int outstanding, int most) {
    super(
        where,
        "the peer asks for "
            + wanted
            + " ids while "
            + outstanding
            + " are unacknowledged; together there may be "
            + most
            + " (most.unacknowledged)");
  }
}
