package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A transition took too long. */
public abstract sealed class PeerSelectionTimeoutException extends PeerSelectionActionException {
  private static final long serialVersionUID = 1L;

  private PeerSelectionTimeoutException(
      SocketAddress remote, Optional<ConnectionId> connectionId, String message) {
    super(FailureCategory.TIMEOUT, remote, connectionId, message, Optional.empty());
  }

  /**
   * It did not become warm in time; it is cold, and what still comes of it is given back. The
   * reference has no such limit (a TODO in Governor.EstablishedPeers).
   */
  public static final class EstablishTimeout extends PeerSelectionTimeoutException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public EstablishTimeout(
        SocketAddress remote, Optional<ConnectionId> connectionId, Duration limit) {
      super(
          remote,
          connectionId,
          ConnectionId.text(remote)
              + " did not become warm within "
              + limit.toSeconds()
              + " s; try again later, or set establish.timeout higher");
    }
  }

  /** The hot mini-protocols did not end in time; the connection is closed. */
  public static final class DeactivationTimeout extends PeerSelectionTimeoutException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public DeactivationTimeout(ConnectionId connectionId, Duration limit) {
      super(
          connectionId.remote(),
          Optional.of(connectionId),
          "The hot mini-protocols of "
              + connectionId
              + " did not end within "
              + limit.toSeconds()
              + " s (deactivate.timeout); its connection is closed");
    }
  }
}
