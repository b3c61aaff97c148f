package io.tempera.tx.submission.internal;

/** The initiator names more ids than it was asked for (ProtocolErrorTxIdsNotRequested). */
final class TxIdsNotRequested extends TxViolation {
  private static final long serialVersionUID = 1L;

  TxIdsNotRequested(String where, int named, int wanted) {
    super(where, "the peer names " + named + " ids, asked for were " + wanted);
  }
}
