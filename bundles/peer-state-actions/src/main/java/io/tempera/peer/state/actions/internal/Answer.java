package io.tempera.peer.state.actions.internal;

/** What a caller is told; each call gets exactly one. */
sealed interface Answer {
  /** What it asked for is so. */
  record Done() implements Answer {}

  /** It is not, and this is why. */
  record Refused(Refusal why) implements Answer {}

  /** This machine is over, and the peer cold: ask a new one. Only to those who establish. */
  record AskAnew() implements Answer {}
}
