package io.tempera.peer.state.actions.internal;

import io.tempera.connection.DisconnectReason;
import io.tempera.connection.DisconnectReason.HandlerFailed;
import io.tempera.connection.DisconnectReason.HandshakeClient;
import io.tempera.connection.DisconnectReason.HandshakeServer;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.peer.FailureType;
import io.tempera.peer.FailureType.HandleFailure;
import io.tempera.peer.FailureType.HandshakeClientFailure;
import io.tempera.peer.FailureType.HandshakeServerFailure;
import java.util.Optional;

/**
 * What is said of a connection that was lost before it could be used.
 *
 * @param trace why the peer stays cold; empty where the connection manager has said all there is to
 *     say
 * @param why what callers are told
 */
record Unconnected(Optional<FailureType> trace, Refusal why) {
  static Unconnected of(DisconnectReason reason) {
    return switch (reason) {
      case HandshakeClient(HandshakeOutcome outcome, String text) -> {
        Failure failure = failure(outcome, text);
        yield traced(new HandshakeClientFailure(failure), new Refusal.ClientHandshake(failure));
      }
      case HandshakeServer(HandshakeOutcome outcome, String text) -> {
        Failure failure = failure(outcome, text);
        yield traced(new HandshakeServerFailure(failure), new Refusal.ServerHandshake(failure));
      }
      case HandlerFailed(Failure failure) ->
          traced(new HandleFailure(failure), new Refusal.NoConnection(failure));
      case DisconnectReason.Terminating gone -> untraced(FailureCategory.WRONG_STATE, gone);
      case DisconnectReason.InboundHardLimit full -> untraced(FailureCategory.LIMIT, full);
      case DisconnectReason.Pruned pruned -> untraced(FailureCategory.LIMIT, pruned);
      case DisconnectReason.Query query -> untraced(FailureCategory.NOT_ACCEPTABLE, query);
    };
  }

  private static Unconnected traced(FailureType trace, Refusal why) {
    return new Unconnected(Optional.of(trace), why);
  }

  private static Unconnected untraced(FailureCategory category, DisconnectReason reason) {
    return new Unconnected(
        Optional.empty(), new Refusal.NoConnection(Failure.of(category, reason.text())));
  }

  private static Failure failure(HandshakeOutcome outcome, String text) {
    return outcome instanceof HandshakeOutcome.Violated(Failure failure)
        ? failure
        : Failure.of(FailureCategory.NOT_ACCEPTABLE, text);
  }
}
