package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Asked;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.CallTrace.Seen;
import io.tempera.simulation.Said;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What all initiators of a node should be asked, as its traces and its callers tell it. */
final class ControlCourses {
  private final Map<ConnectionId, Map<Temperature, ControlCourse>> courses = new LinkedHashMap<>();
  private final Set<ConnectionId> up = new TreeSet<>();

  ControlCourses(List<Said> said) {
    said.forEach(this::look);
  }

  /** Of one temperature of a connection. */
  ControlCourse of(ConnectionId id, Temperature temperature) {
    return courses
        .computeIfAbsent(id, i -> new EnumMap<>(Temperature.class))
        .computeIfAbsent(temperature, t -> new ControlCourse());
  }

  private void look(Said one) {
    long now = one.nanos();
    switch (one.trace()) {
      case PeerStatusChanged(PeerStatusChangeType change) ->
          changed(change, Connections.of(change).orElseThrow(), now);
      // It was tried.
      case PeerStatusChangeFailure(
              PeerStatusChangeType.WarmToHot(ConnectionId id),
              FailureType.MuxStoppedFailure stopped) ->
          activate(id, now);
      case PeerMonitoringResult(ConnectionId id, var result) ->
          result
              .filter(MiniProtocolSuccess.class::isInstance)
              .ifPresent(
                  r -> {
                    if (r.temperature() == Temperature.HOT) {
                      deactivate(id, now);
                    } else {
                      close(id, now);
                    }
                  });
      case Asked asked -> asked.seen().ifPresent(seen -> asked(asked, seen, now));
      case CallTrace.Stopping stopping -> Set.copyOf(up).forEach(id -> close(id, now));
      default -> {
        // Of other things.
      }
    }
  }

  private void changed(PeerStatusChangeType change, ConnectionId id, long now) {
    switch (change) {
      case PeerStatusChangeType.ColdToWarm c -> {
        up.add(id);
        set(id, now, ControlMessage.TERMINATE, ControlMessage.CONTINUE);
        of(id, Temperature.ESTABLISHED).change(now, ControlMessage.CONTINUE);
      }
      case PeerStatusChangeType.WarmToHot c -> activate(id, now);
      case PeerStatusChangeType.CoolingToCold c -> up.remove(id);
      default -> {
        // What led to it came before.
      }
    }
  }

  private void asked(Asked asked, Seen seen, long now) {
    boolean isUp = seen.status().compareTo(PeerStatus.COOLING) > 0;
    if (asked.operation() == Operation.CLOSE && isUp) {
      close(seen.connectionId(), now);
    } else if (asked.operation() == Operation.DEACTIVATE && seen.status() == PeerStatus.HOT) {
      deactivate(seen.connectionId(), now);
    }
  }

  private void activate(ConnectionId id, long now) {
    set(id, now, ControlMessage.CONTINUE, ControlMessage.QUIESCE);
  }

  private void deactivate(ConnectionId id, long now) {
    if (up.contains(id)) {
      set(id, now, ControlMessage.TERMINATE, ControlMessage.CONTINUE);
    }
  }

  private void close(ConnectionId id, long now) {
    up.remove(id);
    set(id, now, ControlMessage.TERMINATE, ControlMessage.TERMINATE);
    of(id, Temperature.ESTABLISHED).change(now, ControlMessage.TERMINATE);
  }

  private void set(ConnectionId id, long now, ControlMessage hot, ControlMessage warm) {
    of(id, Temperature.HOT).change(now, hot);
    of(id, Temperature.WARM).change(now, warm);
  }
}
