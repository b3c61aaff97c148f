package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerStatusChangeType;
import java.util.Optional;

/** Whose change of status it is. */
final class Connections {
  private Connections() {}

  /** The connection, once there is one. */
  static Optional<ConnectionId> of(PeerStatusChangeType change) {
    return switch (change) {
      case PeerStatusChangeType.ColdToWarm(var local, var remote) ->
          local.map(l -> new ConnectionId(l, remote));
      case PeerStatusChangeType.WarmToHot(ConnectionId id) -> Optional.of(id);
      case PeerStatusChangeType.HotToWarm(ConnectionId id) -> Optional.of(id);
      case PeerStatusChangeType.WarmToCooling(ConnectionId id) -> Optional.of(id);
      case PeerStatusChangeType.HotToCooling(ConnectionId id) -> Optional.of(id);
      case PeerStatusChangeType.CoolingToCold(ConnectionId id) -> Optional.of(id);
    };
  }
}
