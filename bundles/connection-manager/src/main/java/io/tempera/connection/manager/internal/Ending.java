package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.DisconnectReason;
import io.tempera.failure.Failure;
import java.util.Optional;

/**
 * What those are told who wait for a connection that ends.
 *
 * @param reason to who accepted it
 * @param toAcquirers to who wanted to use it, if that is something else
 */
record Ending(DisconnectReason reason, Optional<Reply> toAcquirers) {
  /** The same for everybody. */
  static Ending because(DisconnectReason reason) {
    return new Ending(reason, Optional.empty());
  }

  /** The same for everybody. */
  static Ending because(Failure failure) {
    return because(new DisconnectReason.HandlerFailed(failure));
  }

  /** An exception for who acquires. */
  static Ending failed(Failure failure, Reply.Failed toAcquirers) {
    return new Ending(new DisconnectReason.HandlerFailed(failure), Optional.of(toAcquirers));
  }

  Reply toAcquirer(Optional<ConnectionId> connectionId) {
    return toAcquirers.orElseGet(() -> toIncluder(connectionId));
  }

  Reply toIncluder(Optional<ConnectionId> connectionId) {
    return new Reply.Connection(new AcquireResult.Disconnected(connectionId, reason));
  }
}
