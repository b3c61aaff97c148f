package io.tempera.peer.state.actions.internal;

/** {@link PeerMachine#step}, or something that is wrong on purpose. */
@FunctionalInterface
interface Machine {
  PeerMachine.Step step(PeerState state, PeerEvent event);

  /** Where an event of an earlier life arrives: at the peer of that life. */
  default PeerState addressee(Gone earlier, PeerState present) {
    return earlier;
  }
}
