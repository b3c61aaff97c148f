package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Peers change their status along the arrows of PeerStateActions: cold, warm, hot, warm, cooling,
 * cold. Each change begins where the one before it ended, and the last ends in cold.
 */
final class PeerStatuses implements Check {
  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Peers peers = new Peers();
    for (Said one : said) {
      switch (one.trace()) {
        case PeerStatusChanged(PeerStatusChangeType change) -> peers.changed(change, one.line());
        case PeerStatusChangeFailure(PeerStatusChangeType change, FailureType reason) ->
            peers.failed(change, reason);
        case PeerMonitoringError(ConnectionId id, var failure) ->
            peers.move(id, one.line(), PeerStatus.COLD, PeerStatus.COOLING);
        default -> {
          // Of other things.
        }
      }
    }
    return peers.violations();
  }

  /** As far as they have come. */
  private static final class Peers {
    private final List<String> violations = new ArrayList<>();
    private final Map<ConnectionId, PeerStatus> statuses = new LinkedHashMap<>();

    void changed(PeerStatusChangeType change, String line) {
      ConnectionId id = Connections.of(change).orElseThrow();
      switch (change) {
        case PeerStatusChangeType.ColdToWarm c -> move(id, line, PeerStatus.WARM, PeerStatus.COLD);
        case PeerStatusChangeType.WarmToHot c -> move(id, line, PeerStatus.HOT, PeerStatus.WARM);
        case PeerStatusChangeType.HotToWarm c -> move(id, line, PeerStatus.WARM, PeerStatus.HOT);
        // So a close is said, whatever the peer was.
        case PeerStatusChangeType.WarmToCooling c ->
            move(id, line, PeerStatus.COOLING, PeerStatus.WARM, PeerStatus.HOT);
        case PeerStatusChangeType.HotToCooling c ->
            move(id, line, PeerStatus.COOLING, PeerStatus.HOT);
        case PeerStatusChangeType.CoolingToCold c ->
            move(id, line, PeerStatus.COLD, PeerStatus.COOLING);
      }
    }

    private void move(ConnectionId id, String line, PeerStatus to, PeerStatus... from) {
      PeerStatus before = statuses.getOrDefault(id, PeerStatus.COLD);
      if (!List.of(from).contains(before)) {
        violations.add("the peer was " + before + ": " + line);
      }
      statuses.put(id, to);
    }

    /** What fails on its way down is cooling; on its way up it stays what it was, if it lives. */
    void failed(PeerStatusChangeType change, FailureType reason) {
      boolean cools =
          switch (change) {
            case PeerStatusChangeType.WarmToCooling c -> true;
            case PeerStatusChangeType.HotToCooling c -> true;
            case PeerStatusChangeType.WarmToHot c ->
                reason instanceof FailureType.MuxStoppedFailure;
            default -> false;
          };
      if (cools) {
        Connections.of(change).ifPresent(id -> statuses.put(id, PeerStatus.COOLING));
      }
    }

    List<String> violations() {
      statuses.forEach(
          (id, status) -> {
            if (status != PeerStatus.COLD) {
              violations.add("the peer of " + id + " is left as " + status + " at the end");
            }
          });
      return violations;
    }
  }
}
