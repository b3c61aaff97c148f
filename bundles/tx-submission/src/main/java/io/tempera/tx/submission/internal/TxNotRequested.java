package io.tempera.tx.submission.internal;

/** The initiator sends a transaction that it was not asked for (ProtocolErrorTxNotRequested). */
final class TxNotRequested extends TxViolation {
  private static final long serialVersionUID = 1L;

  TxNotRequested(String where, String what) {
    super(where, "the peer sends " + what + ", which it was not asked for");
  }
}
