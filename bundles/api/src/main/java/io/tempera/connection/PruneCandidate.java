package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import java.util.Objects;

/**
 * A connection that counts as inbound, or is about to, and may be closed to make room.
 *
 * @param connectionId its two addresses
 * @param state the state it is in; of the one for which room is made, the state that it would get
 */
public record PruneCandidate(ConnectionId connectionId, ConnectionState state) {
  /** Checks that nothing is null. */
  public PruneCandidate {
    Objects.requireNonNull(connectionId, "connectionId");
    Objects.requireNonNull(state, "state");
  }
}
