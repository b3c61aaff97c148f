package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FirstToFinishResult;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.simulation.Talk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A PeerMonitoringResult names an initiator that has ended, or failed, as it did, and each end at
 * most once. The end of a warm or an established initiator that nobody asked to end is named, and
 * of the hot ones of each time that a peer is hot, the first. An empty result comes before each
 * cooling to cold, and never else (PeerSelection.PeerStateActions, peerMonitoringLoop).
 */
final class MonitoringResults implements Check {
  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Peers peers = new Peers();
    said.forEach(peers::look);
    return peers.violations();
  }

  private static final class Peer {
    /** How initiators ended that were not named yet. */
    private final Map<Integer, Boolean> untold = new TreeMap<>();

    /** Warm or hot, and nothing leads to cooling yet. */
    private boolean up;

    private boolean firstHotEnd;
    private Optional<Integer> expected = Optional.empty();
    private boolean over;
  }

  private static final class Peers {
    private final List<String> violations = new ArrayList<>();
    private final Map<ConnectionId, Peer> peers = new LinkedHashMap<>();

    Peer of(ConnectionId id) {
      return peers.computeIfAbsent(id, i -> new Peer());
    }

    void look(Said one) {
      InitiatorEnd.of(one.trace()).ifPresent(this::ended);
      switch (one.trace()) {
        case ProtocolTrace.Started(ConnectionId id, ProtocolKey key, var bundle)
            when key.direction() == Direction.INITIATOR ->
            of(id).untold.remove(key.number());
        case CallTrace.Stopping stopping -> peers.values().forEach(peer -> peer.up = false);
        case CallTrace.Asked asked when asked.operation() == Operation.CLOSE ->
            asked
                .seen()
                .filter(seen -> seen.status() != PeerStatus.COLD)
                .ifPresent(seen -> of(seen.connectionId()).up = false);
        case PeerStatusChanged(PeerStatusChangeType change) -> changed(change, one.line());
        case PeerMonitoringResult(ConnectionId id, var result) ->
            result.ifPresentOrElse(
                r -> told(of(id), r, one.line()), () -> over(of(id), one.line()));
        default -> {
          // Of other things.
        }
      }
    }

    private void ended(InitiatorEnd end) {
      Peer peer = of(end.connectionId());
      peer.untold.put(end.number(), end.well());
      boolean isHot = Talk.temperature(end.number()) == Temperature.HOT;
      if (peer.up && end.well() && (!isHot || peer.firstHotEnd)) {
        peer.expected = Optional.of(end.number());
        peer.firstHotEnd &= !isHot;
        peer.up = isHot;
      }
      peer.up &= end.well();
    }

    private void changed(PeerStatusChangeType change, String line) {
      Peer peer = of(Connections.of(change).orElseThrow());
      switch (change) {
        case PeerStatusChangeType.ColdToWarm c -> peer.up = true;
        case PeerStatusChangeType.WarmToHot c -> peer.firstHotEnd = true;
        case PeerStatusChangeType.HotToWarm c -> peer.firstHotEnd = false;
        case PeerStatusChangeType.CoolingToCold c -> {
          if (!peer.over) {
            violations.add("nobody said that it is over: " + line);
          }
          peer.over = false;
          peer.up = false;
        }
        default -> peer.up = false;
      }
      peer.expected.ifPresent(n -> violations.add("nobody said that " + n + " ended: " + line));
      peer.expected = Optional.empty();
    }

    private void told(Peer peer, FirstToFinishResult result, String line) {
      Boolean known = peer.untold.remove(result.number());
      if (known == null || known != result instanceof MiniProtocolSuccess) {
        violations.add("it did not end so: " + line);
      }
      peer.expected = peer.expected.filter(number -> number != result.number());
    }

    private void over(Peer peer, String line) {
      if (peer.over) {
        violations.add("it was over already: " + line);
      }
      peer.over = true;
    }

    List<String> violations() {
      peers.forEach(
          (id, peer) -> {
            if (peer.over) {
              violations.add(id + " is over, and not cold");
            }
          });
      return violations;
    }
  }
}
