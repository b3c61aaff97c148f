package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A peer becomes cold only after the connection manager has let go of the outbound side of its
 * connection (PeerSelection.PeerStateActions, peerMonitoringLoop); but peer state actions that go
 * down do not wait for it.
 */
final class ColdAfterOutbound implements Check {
  private static final Set<ConnectionState> LET_GO =
      EnumSet.of(
          ConnectionState.UNKNOWN,
          ConnectionState.TERMINATED,
          ConnectionState.UNNEGOTIATED_IN,
          ConnectionState.INBOUND_IDLE_UNI,
          ConnectionState.INBOUND_IDLE_DUP,
          ConnectionState.INBOUND_UNI,
          ConnectionState.INBOUND_DUP);

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<ConnectionId, ConnectionState> states = new LinkedHashMap<>();
    for (Said one : said) {
      switch (one.trace()) {
        case CallTrace.Stopping stopping -> {
          return violations;
        }
        case ConnectionTrace.Transition t ->
            t.connectionId().ifPresent(id -> states.put(id, t.to()));
        case PeerStatusChanged(CoolingToCold(ConnectionId id)) -> look(id, states, one, violations);
        case PeerMonitoringError(ConnectionId id, var failure) -> look(id, states, one, violations);
        default -> {
          // Of other things.
        }
      }
    }
    return violations;
  }

  private static void look(
      ConnectionId id,
      Map<ConnectionId, ConnectionState> states,
      Said one,
      List<String> violations) {
    ConnectionState state = states.getOrDefault(id, ConnectionState.UNKNOWN);
    if (!LET_GO.contains(state)) {
      violations.add("its connection is " + state + ": " + one.line());
    }
  }
}
