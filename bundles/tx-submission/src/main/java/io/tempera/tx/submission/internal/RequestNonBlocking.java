package io.tempera.tx.submission.internal;

/**
 * The responder does not wait for ids although none is unacknowledged
 * (ProtocolErrorRequestNonBlocking).
 */
final class RequestNonBlocking extends TxViolation {
  private static final long serialVersionUID = 1L;

  RequestNonBlocking(String where) {
    super(
        where, "the peer asks for new ids at once while none is unacknowledged: it must wait then");
  }
}
