package io.tempera.connection;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.util.Optional;

/** An outbound connection cannot be had. */
public final class ConnectionManagerException extends TemperaException {
  private static final long serialVersionUID = 1L;

  /** Why (ouroboros-network ConnectionManager.Types, ConnectionManagerError). */
  public enum Reason {
    /** There is one already, or one is being opened. */
    CONNECTION_EXISTS,
    /** The remote side opened one that may not be used in this direction. */
    FORBIDDEN_CONNECTION,
    /** The existing one is being closed: try again later. */
    FORBIDDEN_OPERATION,
    /** Only one that the remote side opened was wanted, and there is none. */
    INBOUND_CONNECTION_NOT_FOUND,
    /** It could not be opened. */
    CONNECT_FAILED,
    /** The connection manager is going down. */
    SHUTTING_DOWN
  }

  private final Reason reason;

  /** An exception with the sentence to show. */
  public ConnectionManagerException(
      Reason reason, FailureCategory category, String message, Optional<Failure> cause) {
    super(category, message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
