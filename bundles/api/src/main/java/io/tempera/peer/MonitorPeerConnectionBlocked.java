package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import java.util.Optional;

/** A peer was to be monitored that these peer state actions do not know. */
public final class MonitorPeerConnectionBlocked extends PeerSelectionActionException {
  private static final long serialVersionUID = 1L;

  /** An exception with the sentence to show. */
  public MonitorPeerConnectionBlocked(ConnectionId connectionId) {
    super(
        FailureCategory.INTERNAL,
        connectionId.remote(),
        Optional.of(connectionId),
        connectionId + " cannot be monitored: it was established elsewhere",
        Optional.empty());
  }
}
