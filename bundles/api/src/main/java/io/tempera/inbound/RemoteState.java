package io.tempera.inbound;

/** What the remote side makes of a connection (ouroboros-network InboundGovernor.State). */
public enum RemoteState {
  /** No responder runs, and the idle time is running. */
  IDLE,
  /** No responder runs, and the idle time is over, but we use the connection. */
  COLD,
  /** At least one responder runs, none of a hot mini-protocol. */
  WARM,
  /** At least one responder of a hot mini-protocol runs. */
  HOT
}
