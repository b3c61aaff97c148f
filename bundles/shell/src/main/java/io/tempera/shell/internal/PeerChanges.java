package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace.Closed;
import io.tempera.connection.ConnectionTrace.ConnectFailed;
import io.tempera.failure.Failure;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes of peers' status, and what explains them.
 *
 * @param whom an address, a host, or a port; empty for everybody
 */
record PeerChanges(String whom) implements Watched {
  @Override
  public Optional<WatchLine> line(Trace trace, Instant now) {
    return switch (trace) {
      case PeerStatusChanged(PeerStatusChangeType change) ->
          line(now, change.remote(), change.arrow());
      case PeerStatusChangeFailure(PeerStatusChangeType change, FailureType reason) ->
          line(now, change.remote(), change.arrow() + Transitions.failure(change, reason));
      case ConnectFailed(SocketAddress remote, Failure failure) ->
          line(now, remote, "cold -> warm failed: " + failure.text());
      case PeerMonitoringResult(ConnectionId id, Optional<FirstToFinishResult> result)
          when result.isPresent() && result.get() instanceof MiniProtocolError error ->
          line(
              now,
              id.remote(),
              "mini-protocol " + error.number() + " failed: " + error.failure().text());
      case Closed(ConnectionId id, boolean byError, String why) when byError ->
          line(now, id.remote(), "its connection ended: " + why);
      case PeerMonitoringError(ConnectionId id, Failure failure) ->
          line(now, id.remote(), "cold, because: " + failure.text());
      default -> Optional.empty();
    };
  }

  private Optional<WatchLine> line(Instant when, SocketAddress address, String what) {
    String remote = ConnectionId.text(address);
    return concerns(remote) ? Optional.of(new WatchLine(when, remote, what)) : Optional.empty();
  }

  private boolean concerns(String remote) {
    return whom.isEmpty()
        || remote.equals(whom)
        || remote.startsWith(whom + ":")
        || remote.startsWith(whom + "#")
        || remote.endsWith(":" + whom);
  }
}
