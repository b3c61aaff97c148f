package io.tempera.peer.state.actions.internal;

/** {@link PeerMachine#step}, or something that is wrong on purpose. */
@FunctionalInterface
interface Machine {
  PeerMachine.Step step(PeerState state, PeerEvent event);
}
