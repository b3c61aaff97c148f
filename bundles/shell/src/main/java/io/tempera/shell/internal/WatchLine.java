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
import java.time.ZoneId;
import java.util.Optional;

/**
 * What happened to a peer, as somebody who watches reads it.
 *
 * @param when the time of day
 * @param remote the peer's address
 * @param what such as {@code cold -> warm}
 */
record WatchLine(Instant when, String remote, String what) {
  /** What a trace says, when it is about a change of status, or the reason of one. */
  static Optional<WatchLine> of(Trace trace, Instant now) {
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

  private static Optional<WatchLine> line(Instant when, SocketAddress remote, String what) {
    return Optional.of(new WatchLine(when, ConnectionId.text(remote), what));
  }

  /** Whether it is about an address, a host, or a port; nothing means everybody. */
  boolean concerns(String whom) {
    return whom.isEmpty()
        || remote.equals(whom)
        || remote.startsWith(whom + ":")
        || remote.startsWith(whom + "#")
        || remote.endsWith(":" + whom);
  }

  /** For example {@code 14:03:07.042 127.0.0.1:4001 cold -> warm}. */
  String text(ZoneId zone) {
    return Human.timeOfDay(when, zone) + "  " + SafeText.of(remote + "  " + what);
  }
}
