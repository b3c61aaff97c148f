package io.tempera.peer.state.actions.internal;

import java.net.SocketAddress;
import java.util.List;

/**
 * One peer, from cold to cold: everything that is asked of it and everything that happens to it is
 * an event, one after the other. No two of them race, whatever the callers do: a demotion that was
 * asked for and one that follows from the end of a mini-protocol are the same one (the reference's
 * issues 4767 and 4768).
 *
 * <p>The rules are those of ouroboros-network PeerSelection.PeerStateActions. COOLING and COLD are
 * never overwritten.
 */
final class PeerMachine {
  private PeerMachine() {}

  /** The state after an event, and what is to be done, in this order. */
  record Step(PeerState state, List<PeerEffect> effects) {}

  /** A peer of which nothing was asked yet. */
  static PeerState start(SocketAddress remote) {
    return Connecting.idle(remote);
  }

  /** Takes one event. What a state does not mention it ignores. */
  static Step step(PeerState state, PeerEvent event) {
    Effects out = new Effects();
    PeerState next =
        switch (state) {
          case Connecting connecting -> ConnectSteps.step(connecting, event, out);
          case Live live -> LiveSteps.step(live, event, out);
          case Gone gone -> GoneSteps.step(gone, event, out);
        };
    return new Step(next, out.list());
  }
}
