package io.tempera.tx.submission.internal;

/** The responder waits for ids although some are unacknowledged (ProtocolErrorRequestBlocking). */
final class RequestBlocking extends TxViolation {
  private static final long serialVersionUID = 1L;

  RequestBlocking(String where, int outstanding) {
    super(
        where,
        "the peer asks to wait for new ids while "
            + outstanding
            + " are unacknowledged: it must not wait then");
  }
}
