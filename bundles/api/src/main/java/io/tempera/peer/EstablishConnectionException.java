package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.net.SocketAddress;
import java.util.Optional;

/** A peer did not become warm. */
public abstract sealed class EstablishConnectionException extends PeerSelectionActionException {
  private static final long serialVersionUID = 1L;

  private EstablishConnectionException(
      FailureCategory category,
      SocketAddress remote,
      Optional<ConnectionId> connectionId,
      String message,
      Optional<Failure> cause) {
    super(category, remote, connectionId, message, cause);
  }

  /** Our handshake with it failed. */
  public static final class ClientException extends EstablishConnectionException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public ClientException(
        SocketAddress remote, Optional<ConnectionId> connectionId, Failure failure) {
      super(
          failure.category(),
          remote,
          connectionId,
          "The handshake with " + ConnectionId.text(remote) + " failed",
          Optional.of(failure));
    }
  }

  /** It had connected to us, and its handshake with us failed. */
  public static final class ServerException extends EstablishConnectionException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public ServerException(
        SocketAddress remote, Optional<ConnectionId> connectionId, Failure failure) {
      super(
          failure.category(),
          remote,
          connectionId,
          "The handshake that " + ConnectionId.text(remote) + " began with us failed",
          Optional.of(failure));
    }
  }

  /**
   * The connection could not be had, or was lost on the way; or the peer is up already, or being
   * established with other wishes.
   */
  public static final class NoConnectionException extends EstablishConnectionException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with the sentence to show: the failure's own, where it names the peer, as that
     * of a failed dial does; or else that there is no connection, with the failure as the cause.
     */
    public NoConnectionException(
        SocketAddress remote, Optional<ConnectionId> connectionId, Failure failure) {
      this(remote, connectionId, failure, failure.message().contains(ConnectionId.text(remote)));
    }

    private NoConnectionException(
        SocketAddress remote, Optional<ConnectionId> connectionId, Failure failure, boolean names) {
      super(
          failure.category(),
          remote,
          connectionId,
          names ? failure.message() : "There is no connection to " + ConnectionId.text(remote),
          names ? failure.cause() : Optional.of(failure));
    }
  }
}
