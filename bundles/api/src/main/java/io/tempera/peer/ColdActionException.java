package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import java.util.Optional;

/** The peer has not the temperature that the transition begins with. */
public abstract sealed class ColdActionException extends PeerSelectionActionException {
  private static final long serialVersionUID = 1L;

  private final PeerStatus status;

  private ColdActionException(ConnectionId connectionId, PeerStatus status, String message) {
    super(
        FailureCategory.WRONG_STATE,
        connectionId.remote(),
        Optional.of(connectionId),
        message,
        Optional.empty());
    this.status = status;
  }

  /** The status that it has. */
  public PeerStatus status() {
    return status;
  }

  /** It cannot be activated: it is not warm. */
  public static final class ColdActivationException extends ColdActionException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public ColdActivationException(ConnectionId connectionId, PeerStatus status) {
      super(
          connectionId,
          status,
          connectionId + " cannot be activated: it is " + status + whatToDo(status));
    }

    private static String whatToDo(PeerStatus status) {
      return switch (status) {
        case HOT -> " already";
        case WARM -> "";
        case COOLING -> ": wait until it is COLD, then establish it again";
        case COLD -> "; establish it first";
      };
    }
  }

  /** It cannot be deactivated: it is cold or cooling. There is nothing to do about it. */
  public static final class ColdDeactivationException extends ColdActionException {
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence to show. */
    public ColdDeactivationException(ConnectionId connectionId, PeerStatus status) {
      super(
          connectionId,
          status,
          connectionId + " cannot be deactivated: it is " + status + why(status));
    }

    private static String why(PeerStatus status) {
      return switch (status) {
        case HOT, WARM -> "";
        case COOLING -> ", its connection is being closed";
        case COLD -> ", it has no connection";
      };
    }
  }
}
