package io.tempera.shell.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.peer.ColdActionException.ColdDeactivationException;
import io.tempera.peer.EstablishConnectionException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.PeerSelectionTimeoutException;

/** What an operator can do about a transition that did not come off. */
final class Advice {
  private Advice() {}

  /**
   * The end of a sentence that says what happened; empty where that says it all.
   *
   * @param remote the peer's address
   */
  static String about(TemperaException happened, String remote) {
    FailureCategory category = happened.failure().category();
    return switch (happened) {
      // The whole sentence of somebody else, such as of a failed dial, says what to do.
      case NoConnectionException e when e.failure().cause().isEmpty() -> "";
      case EstablishConnectionException e when category == FailureCategory.REMOTE_CLOSED ->
          "; see whether a node listens there, and try again";
      case EstablishConnectionException e when category == FailureCategory.NOT_ACCEPTABLE ->
          "; compare network magic and versions of both nodes (etc/io.tempera.node.cfg)";
      case ColdDeactivationException e -> "; only a hot peer has something to deactivate";
      case MiniProtocolExceptions e -> before(remote);
      case PeerSelectionTimeoutException e -> before(remote);
      default -> "";
    };
  }

  private static String before(String remote) {
    return "; tempera:why "
        + remote
        + " tells what came before, tempera:establish "
        + remote
        + " opens another connection";
  }
}
