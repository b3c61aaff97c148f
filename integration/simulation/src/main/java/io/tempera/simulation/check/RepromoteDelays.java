package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.simulation.Talk;
import io.tempera.simulation.TalkTrace;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The repromote delay is the longest that the ends of a peer's initiators ask for, and there is
 * none while it is cooling (PeerSelection.PeerStateActions, monitorPeerConnection); and where
 * somebody keeps a peer as an outbound governor does, it is not promoted again before that time
 * (the reference's "peer selection actions no dodgy traces").
 */
final class RepromoteDelays implements Check {
  /** What the default exit policy asks for (Diffusion.Policies, repromoteErrorDelay). */
  private static final Duration USUAL = Duration.ofSeconds(10);

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Delays delays = new Delays();
    said.stream()
        .takeWhile(one -> !(one.trace() instanceof CallTrace.Stopping))
        .forEach(delays::look);
    return delays.violations;
  }

  private static final class Delays {
    private final List<String> violations = new ArrayList<>();
    private final Map<ConnectionId, Map<Integer, Duration>> wishes = new LinkedHashMap<>();
    private final Map<ConnectionId, Map<Integer, Duration>> ends = new LinkedHashMap<>();

    /** What was started since the peer was hot the last time. */
    private final Map<ConnectionId, Set<Integer>> begun = new LinkedHashMap<>();

    private final Map<ConnectionId, List<Optional<Duration>>> whenCold = new LinkedHashMap<>();

    /** When whoever keeps a peer may promote it again, from what it saw when it was cold. */
    private final Map<SocketAddress, Long> earliest = new LinkedHashMap<>();

    void look(Said one) {
      InitiatorEnd.of(one.trace()).ifPresent(this::ended);
      switch (one.trace()) {
        case TalkTrace.Ends(ConnectionId id, int number, var delay) ->
            of(wishes, id).put(number, delay.orElse(USUAL));
        case ProtocolTrace.Started(ConnectionId id, ProtocolKey key, var bundle)
            when key.direction() == Direction.INITIATOR -> {
          of(ends, id).remove(key.number());
          begun.computeIfAbsent(id, i -> new TreeSet<>()).add(key.number());
        }
        case PeerStatusChanged(PeerStatusChangeType.WarmToHot(ConnectionId id)) -> hot(id);
        case PeerStatusChanged(PeerStatusChangeType.HotToWarm(ConnectionId id)) -> begun.remove(id);
        case PeerStatusChanged(PeerStatusChangeType.ColdToWarm change) ->
            Connections.of(change).ifPresent(ends::remove);
        case PeerStatusChanged(PeerStatusChangeType.CoolingToCold(ConnectionId id)) -> cold(id);
        case PeerMonitoringError(ConnectionId id, var failure) -> cold(id);
        case CallTrace.Monitored(ConnectionId id, PeerMonitoring now) ->
            compare(id, now, one.nanos(), one.line());
        case CallTrace.Asked asked when asked.patient() -> isPatient(asked, one);
        default -> {
          // Of other things.
        }
      }
    }

    /** What a hot initiator wished that is not there any more does not count from now on. */
    private void hot(ConnectionId id) {
      Set<Integer> now = begun.getOrDefault(id, new TreeSet<>());
      of(ends, id)
          .keySet()
          .removeIf(n -> Talk.temperature(n) == Temperature.HOT && !now.contains(n));
    }

    private void ended(InitiatorEnd end) {
      Duration wish = of(wishes, end.connectionId()).getOrDefault(end.number(), USUAL);
      of(ends, end.connectionId()).put(end.number(), end.well() ? wish : USUAL);
    }

    private static Map<Integer, Duration> of(
        Map<ConnectionId, Map<Integer, Duration>> all, ConnectionId id) {
      return all.computeIfAbsent(id, i -> new TreeMap<>());
    }

    private void cold(ConnectionId id) {
      whenCold.computeIfAbsent(id, i -> new ArrayList<>()).add(longest(id));
    }

    private Optional<Duration> longest(ConnectionId id) {
      return of(ends, id).values().stream().max(Duration::compareTo);
    }

    private void compare(ConnectionId id, PeerMonitoring now, long nanos, String line) {
      Optional<Duration> delay = now.repromoteDelay();
      List<Optional<Duration>> expected =
          switch (now.status()) {
            case COOLING -> List.of(Optional.empty());
            // Whoever looks may hold an earlier life of that peer.
            case COLD -> whenCold.getOrDefault(id, List.of());
            case WARM, HOT -> List.of(longest(id));
          };
      if (!expected.contains(delay)) {
        violations.add("the delay should be " + expected + ": " + line);
      }
      if (now.status() == PeerStatus.COLD) {
        earliest.put(id.remote(), nanos + delay.orElse(Duration.ZERO).toNanos());
      }
    }

    private void isPatient(CallTrace.Asked asked, Said one) {
      if (one.nanos() < earliest.getOrDefault(asked.remote(), Long.MIN_VALUE)) {
        violations.add("before the delay is over: " + one.line());
      }
    }
  }
}
