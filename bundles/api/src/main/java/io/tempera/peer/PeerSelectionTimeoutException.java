package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import java.time.Duration;
import java.util.Optional;

/** A transition took too long. */
public abstract sealed class PeerSelectionTimeoutException extends PeerSelectionActionException {
  private static final long serialVersionUID = 1L;

  private PeerSelectionTimeoutException(ConnectionId connectionId, String message) {
    super(
        FailureCategory.TIMEOUT,
        connectionId.remote(),
        Optional.of(connectionId),
        message,
        Optional.empty());
  }

  /** The hot mini-protocols did not end in time; the connection is closed. */
  public static final class DeactivationTimeout extends PeerSelectionTimeoutException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public DeactivationTimeout(ConnectionId connectionId, Duration limit) {
      super(
          connectionId,
          "The hot mini-protocols of "
              + connectionId
              + " did not end within "
              + limit.toSeconds()
              + " s; its connection is closed");
    }
  }
}
