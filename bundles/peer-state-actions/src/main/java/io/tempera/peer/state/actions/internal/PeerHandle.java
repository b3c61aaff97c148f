package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.handshake.Agreed;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import java.time.Instant;
import java.util.Optional;

/** One life of a peer, as callers hold it. */
final class PeerHandle implements PeerConnectionHandle {
  private final PeerShell peer;
  private final ConnectionHandle connection;

  PeerHandle(PeerShell peer, ConnectionHandle connection) {
    this.peer = peer;
    this.connection = connection;
  }

  PeerShell peer() {
    return peer;
  }

  @Override
  public ConnectionId connectionId() {
    return connection.connectionId();
  }

  @Override
  public Agreed versionData() {
    return connection.agreed();
  }

  @Override
  public Optional<Instant> promotedHotTime() {
    return peer.hotSince();
  }

  @Override
  public PeerStatus status() {
    return peer.status();
  }

  @Override
  public PeerStatus awaitStatusOtherThan(PeerStatus seen) throws InterruptedException {
    return peer.awaitStatusOtherThan(seen);
  }

  /** For example {@code 127.0.0.1:3001<->127.0.0.1:40112 (WARM)}. */
  @Override
  public String toString() {
    return connectionId() + " (" + status() + ")";
  }
}
