package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import java.util.Optional;

/** Why something cannot be done: an exception, before somebody throws it. */
record Refusal(FailureCategory category, String message, Optional<Failure> cause) {
  /** The caller asked for what is impossible in the present state. */
  static Refusal wrongState(ConnectionId connectionId, String message) {
    return new Refusal(
        FailureCategory.WRONG_STATE, connectionId + ": " + message, Optional.empty());
  }

  /** The multiplexer has ended. */
  static Refusal ended(ConnectionId connectionId, MuxEnd end) {
    return switch (end) {
      case MuxEnd.Stopped() ->
          new Refusal(
              FailureCategory.SHUTTING_DOWN,
              connectionId + ": the multiplexer has been stopped; use another connection",
              Optional.empty());
      case MuxEnd.RemoteClosed(var where) ->
          new Refusal(
              FailureCategory.REMOTE_CLOSED,
              connectionId
                  + ": the remote side closed the connection "
                  + where
                  + "; use another connection",
              Optional.empty());
      case MuxEnd.Failed(var error) ->
          new Refusal(
              error.category(),
              connectionId + ": the multiplexer has failed; use another connection",
              Optional.of(error.failure()));
    };
  }

  MuxException exception() {
    return new MuxException(category, message, cause);
  }
}
