package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.CallTrace.Seen;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A deactivation that timed out is not also found cold (the reference's "peer selection actions no
 * dodgy traces": a TimeoutError is never followed by an ActiveCold).
 *
 * <p>The rule here: between a PeerStatusChangeFailure of HotToCooling, or of HotToWarm, by a
 * TimeoutError and the next ColdToWarm of that connection there are at most as many failures of
 * HotToWarm by ActiveCold as deactivations were asked for after the TimeoutError. Those who waited
 * for the one that timed out get their answer from the timeout; whoever asks later is told that the
 * peer is cold, or cooling, and rightly.
 */
final class NoDodgyTraces implements Check {
  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<ConnectionId, Integer> askedSince = new LinkedHashMap<>();
    for (Said one : said) {
      switch (one.trace()) {
        case PeerStatusChanged(ColdToWarm change) ->
            Connections.of(change).ifPresent(askedSince::remove);
        case PeerStatusChangeFailure(
                HotToCooling(ConnectionId id),
                FailureType.TimeoutError timeout) ->
            askedSince.put(id, 0);
        case PeerStatusChangeFailure(
                HotToWarm(ConnectionId id),
                FailureType.TimeoutError timeout) ->
            askedSince.put(id, 0);
        case CallTrace.Asked(var call, Operation operation, var remote, var seen, var patient)
            when operation == Operation.DEACTIVATE ->
            seen.map(Seen::connectionId)
                .ifPresent(id -> askedSince.computeIfPresent(id, (i, count) -> count + 1));
        case PeerStatusChangeFailure(HotToWarm(ConnectionId id), FailureType.ActiveCold cold)
            when askedSince.containsKey(id) -> {
          if (askedSince.merge(id, -1, Integer::sum) < 0) {
            violations.add("after a deactivation that timed out: " + one.line());
          }
        }
        default -> {
          // Of other things.
        }
      }
    }
    return violations;
  }
}
