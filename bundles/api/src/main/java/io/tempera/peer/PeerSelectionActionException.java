package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.net.SocketAddress;
import java.util.Optional;

/** A peer could not be taken where the caller wanted it. */
public abstract sealed class PeerSelectionActionException extends TemperaException
    permits ColdActionException,
        EstablishConnectionException,
        MiniProtocolExceptions,
        MonitorPeerConnectionBlocked,
        PeerSelectionTimeoutException {
  private static final long serialVersionUID = 1L;

  private final transient SocketAddress remote;
  private final transient Optional<ConnectionId> connectionId;

  PeerSelectionActionException(
      FailureCategory category,
      SocketAddress remote,
      Optional<ConnectionId> connectionId,
      String message,
      Optional<Failure> cause) {
    super(category, message, cause);
    this.remote = remote;
    this.connectionId = connectionId;
  }

  /** The peer. */
  public SocketAddress remote() {
    return remote;
  }

  /** The connection, if there was one. */
  public Optional<ConnectionId> connectionId() {
    return connectionId;
  }
}
