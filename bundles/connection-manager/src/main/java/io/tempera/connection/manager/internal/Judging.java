package io.tempera.connection.manager.internal;

import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.mux.MuxError;
import java.util.Optional;

/**
 * Which failures are judged by the rethrow policies: those that nobody is thrown. What cannot be
 * dialled is thrown to whoever asked, who has it judged.
 */
final class Judging {
  private Judging() {}

  /** A handshake came to nothing. A query is no failure, and neither is our own giving up. */
  static void handshake(Course course, Provenance opener, DisconnectReason reason) {
    failure(reason)
        .filter(failure -> failure.category() != FailureCategory.SHUTTING_DOWN)
        .ifPresent(failure -> course.add(new Effect.Judge(opener, failure)));
  }

  private static Optional<Failure> failure(DisconnectReason reason) {
    return switch (reason) {
      case DisconnectReason.HandshakeClient(var outcome, var text) ->
          Optional.of(failure(outcome, text));
      case DisconnectReason.HandshakeServer(var outcome, var text) ->
          Optional.of(failure(outcome, text));
      case DisconnectReason.HandlerFailed(Failure failure) -> Optional.of(failure);
      case DisconnectReason.Terminating ending -> Optional.empty();
      case DisconnectReason.InboundHardLimit full -> Optional.empty();
      case DisconnectReason.Pruned pruned -> Optional.empty();
      case DisconnectReason.Query query -> Optional.empty();
    };
  }

  private static Failure failure(HandshakeOutcome outcome, String text) {
    return outcome instanceof HandshakeOutcome.Violated(Failure failure)
        ? failure
        : Failure.of(FailureCategory.NOT_ACCEPTABLE, text);
  }

  /** A multiplexer ended by an error, perhaps that of a mini-protocol of either side. */
  static void multiplexer(Course course, MuxError error) {
    Failure failure =
        error instanceof MuxError.MiniProtocolFailed(var key, Failure cause)
            ? new Failure(
                error.category(), error.getClass().getName(), error.text(), "", Optional.of(cause))
            : error.failure();
    course
        .entry()
        .handle()
        .ifPresent(handle -> course.add(new Effect.Judge(handle.provenance(), failure)));
  }
}
