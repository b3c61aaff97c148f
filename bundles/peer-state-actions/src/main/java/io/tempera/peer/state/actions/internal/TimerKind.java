package io.tempera.peer.state.actions.internal;

/** What a peer's timers bound. */
enum TimerKind {
  /** The wait for a connection whose initiators have started, in an establish. */
  ESTABLISH("establish.timeout"),
  /** The wait for the hot initiators, in a deactivation. */
  DEACTIVATE("deactivate.timeout"),
  /** The wait for every initiator, in a close. */
  CLOSE("close.connection.timeout");

  private final String setting;

  TimerKind(String setting) {
    this.setting = setting;
  }

  /** What the operator sets for it. */
  String setting() {
    return setting;
  }
}
