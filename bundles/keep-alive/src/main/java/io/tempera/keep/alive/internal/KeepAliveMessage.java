package io.tempera.keep.alive.internal;

/** What keep-alive says (ouroboros-network PR/KeepAlive/Type). */
sealed interface KeepAliveMessage {
  /** A question: answer with the same cookie. */
  record KeepAliveRequest(int cookie) implements KeepAliveMessage {}

  /** The answer. */
  record KeepAliveResponse(int cookie) implements KeepAliveMessage {}

  /** No more questions. */
  record Done() implements KeepAliveMessage {}
}
