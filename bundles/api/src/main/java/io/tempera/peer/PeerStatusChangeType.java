package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import java.net.SocketAddress;
import java.util.Optional;

/** A change of a peer's status. */
public sealed interface PeerStatusChangeType {
  /** One line. */
  String text();

  /** It was established. */
  record ColdToWarm(Optional<SocketAddress> local, SocketAddress remote)
      implements PeerStatusChangeType {
    @Override
    public String text() {
      return local
              .map(l -> new ConnectionId(l, remote).toString())
              .orElseGet(() -> ConnectionId.text(remote))
          + " cold -> warm";
    }
  }

  /** It was activated. */
  record WarmToHot(ConnectionId connectionId) implements PeerStatusChangeType {
    @Override
    public String text() {
      return connectionId + " warm -> hot";
    }
  }

  /** It was deactivated, or its hot mini-protocols ended. */
  record HotToWarm(ConnectionId connectionId) implements PeerStatusChangeType {
    @Override
    public String text() {
      return connectionId + " hot -> warm";
    }
  }

  /** It is being closed. */
  record WarmToCooling(ConnectionId connectionId) implements PeerStatusChangeType {
    @Override
    public String text() {
      return connectionId + " warm -> cooling";
    }
  }

  /** It is being closed from hot, after an error. */
  record HotToCooling(ConnectionId connectionId) implements PeerStatusChangeType {
    @Override
    public String text() {
      return connectionId + " hot -> cooling";
    }
  }

  /** Its connection is gone. */
  record CoolingToCold(ConnectionId connectionId) implements PeerStatusChangeType {
    @Override
    public String text() {
      return connectionId + " cooling -> cold";
    }
  }
}
