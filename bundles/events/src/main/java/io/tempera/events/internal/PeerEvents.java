package io.tempera.events.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * What is said of peers: a topic {@code io/tempera/peer/FROM_TO} for each change of status, and
 * {@code io/tempera/peer/FAILED}. docs/events.md has the table.
 */
final class PeerEvents {
  private static final String TOPIC = "io/tempera/peer/";

  private PeerEvents() {}

  /** What is to be said of a trace, if anything is. */
  static Optional<Said> of(Trace trace) {
    return switch (trace) {
      case PeerStatusChanged(PeerStatusChangeType type) -> {
        Change change = Change.of(type);
        yield Optional.of(change.said(change.from() + "_TO_" + change.to()));
      }
      case PeerStatusChangeFailure(PeerStatusChangeType type, FailureType reason) ->
          Optional.of(
              Change.of(type)
                  .said("FAILED")
                  .with("failure", reason.getClass().getSimpleName())
                  .with("reason", reason.text()));
      case PeerMonitoringError(ConnectionId connection, Failure failure) ->
          Optional.of(
              addresses("FAILED", Optional.of(connection.local()), connection.remote())
                  .with("failure", "PeerMonitoringError")
                  .with("to", PeerStatus.COLD.name())
                  .with("reason", failure.text()));
      default -> Optional.empty();
    };
  }

  private static Said addresses(String name, Optional<SocketAddress> local, SocketAddress remote) {
    return new Said(TOPIC + name)
        .with("remote.address", ConnectionId.text(remote))
        .with("local.address", local.map(ConnectionId::text))
        .with("connection.id", local.map(l -> new ConnectionId(l, remote).toString()));
  }

  /** A change of status in plain parts. */
  private record Change(
      PeerStatus from, PeerStatus to, Optional<SocketAddress> local, SocketAddress remote) {
    static Change of(PeerStatusChangeType type) {
      return switch (type) {
        case PeerStatusChangeType.ColdToWarm(var local, var remote) ->
            new Change(PeerStatus.COLD, PeerStatus.WARM, local, remote);
        case PeerStatusChangeType.WarmToHot(var id) -> of(PeerStatus.WARM, PeerStatus.HOT, id);
        case PeerStatusChangeType.HotToWarm(var id) -> of(PeerStatus.HOT, PeerStatus.WARM, id);
        case PeerStatusChangeType.WarmToCooling(var id) ->
            of(PeerStatus.WARM, PeerStatus.COOLING, id);
        case PeerStatusChangeType.HotToCooling(var id) ->
            of(PeerStatus.HOT, PeerStatus.COOLING, id);
        case PeerStatusChangeType.CoolingToCold(var id) ->
            of(PeerStatus.COOLING, PeerStatus.COLD, id);
      };
    }

    private static Change of(PeerStatus from, PeerStatus to, ConnectionId id) {
      return new Change(from, to, Optional.of(id.local()), id.remote());
    }

    Said said(String name) {
      return addresses(name, local, remote).with("from", from.name()).with("to", to.name());
    }
  }
}
