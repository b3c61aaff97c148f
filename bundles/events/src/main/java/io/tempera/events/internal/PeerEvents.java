package io.tempera.events.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace.ConnectFailed;
import io.tempera.failure.Failure;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * What is said of peers: a topic {@code io/tempera/peer/FROM_TO_TO} for each change of status, and
 * {@code io/tempera/peer/FAILED}. docs/events.md has the table.
 */
final class PeerEvents {
  private static final String TOPIC = "io/tempera/peer/";
  private static final String FAILED = "FAILED";

  private PeerEvents() {}

  /** What is to be said of a trace, if anything is. */
  static Optional<Said> of(Trace trace) {
    return switch (trace) {
      case PeerStatusChanged(PeerStatusChangeType change) ->
          Optional.of(said(change.from() + "_TO_" + change.to(), change));
      case PeerStatusChangeFailure(PeerStatusChangeType change, FailureType reason) ->
          Optional.of(
              said(FAILED, change)
                  .with("failure", reason.getClass().getSimpleName())
                  .with("reason", reason.text()));
      case ConnectFailed(SocketAddress remote, Failure failure) ->
          Optional.of(
              said(FAILED, new PeerStatusChangeType.ColdToWarm(Optional.empty(), remote))
                  .with("failure", ConnectFailed.class.getSimpleName())
                  .with("reason", failure.text()));
      case PeerMonitoringError(ConnectionId connection, Failure failure) ->
          Optional.of(
              said(FAILED, Optional.of(connection.local()), connection.remote())
                  .with("to", PeerStatus.COLD.name())
                  .with("failure", PeerMonitoringError.class.getSimpleName())
                  .with("reason", failure.text()));
      default -> Optional.empty();
    };
  }

  private static Said said(String name, PeerStatusChangeType change) {
    return said(name, change.local(), change.remote())
        .with("from", change.from().name())
        .with("to", change.to().name());
  }

  private static Said said(String name, Optional<SocketAddress> local, SocketAddress remote) {
    return new Said(TOPIC + name).of(local, remote);
  }
}
