package io.tempera.peer.state.actions.internal;

/** What a peer's timers bound. */
enum TimerKind {
  /** The wait for a connection whose initiators have started, in an establish. */
  ESTABLISH,
  /** The wait for the hot initiators, in a deactivation. */
  DEACTIVATE,
  /** The wait for every initiator, in a close. */
  CLOSE
}
