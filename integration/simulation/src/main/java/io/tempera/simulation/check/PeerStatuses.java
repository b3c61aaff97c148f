package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Peers change their status along the arrows of PeerStateActions: cold, warm, hot, warm, cooling,
 * cold; each hot period has one duration; and after a deactivation that timed out nobody finds the
 * peer cold in another one (the reference's "peer selection actions no dodgy traces").
 */
final class PeerStatuses implements Check {
  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Peers peers = new Peers();
    for (Said one : said) {
      switch (one.trace()) {
        case PeerStatusChanged(PeerStatusChangeType change) -> peers.changed(change, one.line());
        case PeerStatusChangeFailure(PeerStatusChangeType change, FailureType reason) ->
            peers.failed(change, reason, one.line());
        case PeerHotDuration(ConnectionId id, var duration) -> peers.wasHot(id, one.line());
        default -> {
          // Of other things.
        }
      }
    }
    peers.hot.forEach(id -> peers.violations.add(id + " was hot, and nobody said for how long"));
    return peers.violations;
  }

  /** As far as they have come. */
  private static final class Peers {
    private final List<String> violations = new ArrayList<>();
    private final Map<ConnectionId, PeerStatus> statuses = new LinkedHashMap<>();
    private final Set<ConnectionId> hot = new LinkedHashSet<>();
    private final Set<ConnectionId> timedOut = new LinkedHashSet<>();

    void changed(PeerStatusChangeType change, String line) {
      switch (change) {
        case PeerStatusChangeType.ColdToWarm(var local, var remote) -> {
          ConnectionId id = new ConnectionId(local.orElseThrow(), remote);
          timedOut.remove(id);
          move(id, line, PeerStatus.WARM, PeerStatus.COLD);
        }
        case PeerStatusChangeType.WarmToHot(ConnectionId id) -> {
          if (!hot.add(id)) {
            violations.add("nobody said for how long it was hot before: " + line);
          }
          move(id, line, PeerStatus.HOT, PeerStatus.WARM);
        }
        case PeerStatusChangeType.HotToWarm(ConnectionId id) ->
            move(id, line, PeerStatus.WARM, PeerStatus.HOT);
        // So a close is said, whatever the peer was.
        case PeerStatusChangeType.WarmToCooling(ConnectionId id) ->
            move(id, line, PeerStatus.COOLING, PeerStatus.WARM, PeerStatus.HOT);
        case PeerStatusChangeType.HotToCooling(ConnectionId id) ->
            move(id, line, PeerStatus.COOLING, PeerStatus.HOT);
        case PeerStatusChangeType.CoolingToCold(ConnectionId id) ->
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

    /** What fails on its way down is cooling, or cold already. */
    void failed(PeerStatusChangeType change, FailureType reason, String line) {
      switch (change) {
        case PeerStatusChangeType.WarmToCooling(ConnectionId id) ->
            statuses.put(id, PeerStatus.COOLING);
        case PeerStatusChangeType.HotToCooling(ConnectionId id) -> {
          statuses.put(id, PeerStatus.COOLING);
          if (reason instanceof FailureType.TimeoutError) {
            timedOut.add(id);
          }
        }
        case PeerStatusChangeType.HotToWarm(ConnectionId id) -> {
          if (reason instanceof FailureType.ActiveCold && timedOut.contains(id)) {
            violations.add("after a deactivation that timed out: " + line);
          }
        }
        default -> {
          // On its way up it stays what it was.
        }
      }
    }

    void wasHot(ConnectionId id, String line) {
      if (!hot.remove(id)) {
        violations.add("it was not hot: " + line);
      }
    }
  }
}
