package io.tempera.tx.submission.internal;

/** The responder asks for no id, and acknowledges none (ProtocolErrorRequestedNothing). */
final class RequestedNothing extends TxViolation {
  private static final long serialVersionUID = 1L;

  RequestedNothing(String where, boolean blocking) {
    super(
        where,
        "the peer asks for no id" + (blocking ? ", and to wait for it" : " and acknowledges none"));
  }
}
