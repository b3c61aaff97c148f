package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import java.util.Optional;

/**
 * Why something cannot be done: an exception, before somebody throws it. Most are never thrown, so
 * the connection's text is made then.
 *
 * @param message follows the connection's text
 */
record Refusal(
    ConnectionId connectionId, FailureCategory category, String message, Optional<Failure> cause) {
  /** The caller asked for what is impossible in the present state. */
  static Refusal wrongState(ConnectionId connectionId, String message) {
    return new Refusal(connectionId, FailureCategory.WRONG_STATE, message, Optional.empty());
  }

  /** The multiplexer has ended. */
  static Refusal ended(ConnectionId connectionId, MuxEnd end) {
    return switch (end) {
      case MuxEnd.Stopped() ->
          new Refusal(
              connectionId,
              FailureCategory.SHUTTING_DOWN,
              "the multiplexer has been stopped; use another connection",
              Optional.empty());
      case MuxEnd.RemoteClosed(var where) ->
          new Refusal(
              connectionId,
              FailureCategory.REMOTE_CLOSED,
              "the remote side closed the connection " + where + "; use another connection",
              Optional.empty());
      case MuxEnd.Failed(var error) ->
          new Refusal(
              connectionId,
              error.category(),
              "the multiplexer has failed; use another connection",
              Optional.of(error.failure()));
    };
  }

  MuxException exception() {
    return new MuxException(category, connectionId + ": " + message, cause);
  }
}
