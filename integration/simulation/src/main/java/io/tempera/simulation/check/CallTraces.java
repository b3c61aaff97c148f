package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.ColdActionException;
import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Answer;
import io.tempera.simulation.CallTrace.Answered;
import io.tempera.simulation.CallTrace.Asked;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.CallTrace.Seen;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What callers are told is what was said between their question and its answer, and the other way
 * round: each activation that is done, and each refusal that names a status, has exactly one trace
 * of its own; a trace without a caller is that of one who gave up. An establish that is done has
 * its cold to warm, which those who wait for the same connection share, and a hot peer that is
 * deactivated its hot to warm, unless it was overtaken by what leads it to cooling.
 */
final class CallTraces implements Check {
  /** A kind of trace that only one caller has. */
  private record Own(Operation operation, ConnectionId id, String what) {}

  private static final String DONE = "done";

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Calls calls = new Calls();
    said.forEach(calls::look);
    return calls.violations();
  }

  private static final class Calls {
    private final List<String> violations = new ArrayList<>();
    private final Map<Long, Asked> open = new LinkedHashMap<>();

    /** What was said on behalf of one caller, and told to none yet. */
    private final Map<Own, Integer> untold = new LinkedHashMap<>();

    private final Map<Operation, Map<ConnectionId, Integer>> gaveUp = new LinkedHashMap<>();

    /** Who asked for peers to be established, and may have given up since. */
    private final Set<SocketAddress> wanted = new LinkedHashSet<>();

    private final Map<Long, Set<ConnectionId>> since = new LinkedHashMap<>();

    void look(Said one) {
      switch (one.trace()) {
        case Asked asked -> {
          open.put(asked.call(), asked);
          since.put(asked.call(), new LinkedHashSet<>());
          if (asked.operation() == Operation.ESTABLISH) {
            wanted.add(asked.remote());
          } else if (asked.operation() == Operation.CLOSE) {
            asked.seen().ifPresent(seen -> happened(Operation.DEACTIVATE, seen.connectionId()));
          }
        }
        case Answered answered -> answered(answered, one.line());
        case PeerStatusChanged(ColdToWarm change) -> {
          if (!wanted.remove(change.remote())) {
            violations.add("nobody wanted it: " + one.line());
          }
          happened(Operation.ESTABLISH, Connections.of(change).orElseThrow());
        }
        case PeerStatusChanged(WarmToHot(ConnectionId id)) -> {
          untold.merge(new Own(Operation.ACTIVATE, id, DONE), 1, Integer::sum);
        }
        case PeerStatusChanged(HotToWarm(ConnectionId id)) -> happened(Operation.DEACTIVATE, id);
        case PeerMonitoringResult(ConnectionId id, var result) ->
            happened(Operation.DEACTIVATE, id);
        case CallTrace.Stopping stopping ->
            open.values().stream()
                .flatMap(asked -> asked.seen().stream())
                .forEach(seen -> happened(Operation.DEACTIVATE, seen.connectionId()));
        case PeerStatusChangeFailure(WarmToHot(ConnectionId id), ActiveCold(PeerStatus status)) ->
            untold.merge(new Own(Operation.ACTIVATE, id, status.name()), 1, Integer::sum);
        case PeerStatusChangeFailure(HotToWarm(ConnectionId id), ActiveCold(PeerStatus status)) ->
            untold.merge(new Own(Operation.DEACTIVATE, id, status.name()), 1, Integer::sum);
        default -> {
          // Of other things.
        }
      }
    }

    /** To all who wait for it. */
    private void happened(Operation operation, ConnectionId id) {
      open.values().stream()
          .filter(asked -> asked.operation() == operation && asked.remote().equals(id.remote()))
          .forEach(asked -> since.get(asked.call()).add(id));
    }

    private void answered(Answered answered, String line) {
      Asked asked = open.remove(answered.call());
      Set<ConnectionId> happened = since.remove(answered.call());
      switch (answered.answer()) {
        case Answer.Done done -> done(asked, done, happened, line);
        case Answer.Refused(ColdActionException error) -> tell(asked, error.status().name(), line);
        case Answer.GaveUp gone ->
            asked
                .seen()
                .ifPresent(
                    seen ->
                        gaveUp
                            .computeIfAbsent(asked.operation(), o -> new LinkedHashMap<>())
                            .merge(seen.connectionId(), 1, Integer::sum));
        default -> {
          // An error that others may have too.
        }
      }
    }

    private void done(Asked asked, Answer.Done done, Set<ConnectionId> happened, String line) {
      boolean needsTrace =
          switch (asked.operation()) {
            case ESTABLISH -> true;
            case DEACTIVATE -> asked.seen().filter(s -> s.status() == PeerStatus.HOT).isPresent();
            default -> false;
          };
      if (needsTrace && done.connectionId().filter(happened::contains).isEmpty()) {
        violations.add("nobody said that it happened: " + line);
      }
      if (asked.operation() == Operation.ACTIVATE) {
        tell(asked, DONE, line);
      }
    }

    private void tell(Asked asked, String what, String line) {
      ConnectionId id = asked.seen().map(Seen::connectionId).orElseThrow();
      Own own = new Own(asked.operation(), id, what);
      if (untold.getOrDefault(own, 0) == 0) {
        violations.add("nobody said so: " + line);
      } else {
        untold.merge(own, -1, Integer::sum);
      }
    }

    List<String> violations() {
      Map<Operation, Map<ConnectionId, Integer>> left = gaveUp;
      untold.forEach(
          (own, count) -> {
            int gone = left.getOrDefault(own.operation(), Map.of()).getOrDefault(own.id(), 0);
            if (count > gone) {
              violations.add("nobody was told: " + own);
            }
          });
      return violations;
    }
  }
}
