package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerStatus;
import java.util.Optional;

/** Cold again, or never warm; only the answer to late questions is left. */
record Gone(Optional<ConnectionId> connection, Results results) implements PeerState {
  @Override
  public PeerStatus status() {
    return PeerStatus.COLD;
  }
}
