package io.tempera.connection.manager.internal;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.util.Optional;

/** What a caller is told: each exactly once. */
sealed interface Reply {
  /** To who acquires or includes. */
  record Connection(AcquireResult result) implements Reply {}

  /** To who acquires: there is none to be had. */
  record Failed(
      ConnectionManagerException.Reason reason,
      FailureCategory category,
      String message,
      Optional<Failure> cause)
      implements Reply {
    /** The same as what is thrown to the caller. */
    ConnectionManagerException exception() {
      return new ConnectionManagerException(reason, category, message, cause);
    }
  }

  /** To who acquires: the entry that was in the way is gone, start over. */
  record Again() implements Reply {}

  /** To who releases, and to the inbound governor. */
  record State(OperationResult<ConnectionState> result) implements Reply {}

  /** To the inbound governor. */
  record Verdict(OperationResult<InboundVerdict> result) implements Reply {}

  /** To who waits for the outbound side to be over. */
  record Demoted() implements Reply {}

  /** To who no longer wants to wait. */
  record GivenUp() implements Reply {}
}
