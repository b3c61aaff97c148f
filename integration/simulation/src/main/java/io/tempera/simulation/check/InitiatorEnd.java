package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.trace.Trace;
import java.util.Optional;

/**
 * An initiator has ended.
 *
 * @param well as its protocol says; otherwise it failed, by itself or with its connection
 */
record InitiatorEnd(ConnectionId connectionId, int number, boolean well) {
  /** What the protocol host says of one whose connection ended first. */
  private static final String WITH_ITS_CONNECTION = "with its connection: ";

  /** What a trace says of one. */
  static Optional<InitiatorEnd> of(Trace trace) {
    return switch (trace) {
      case ProtocolTrace.Ended(ConnectionId id, ProtocolKey key, String outcome) ->
          of(id, key, !outcome.startsWith(WITH_ITS_CONNECTION));
      case ProtocolTrace.Failed(ConnectionId id, ProtocolKey key, var failure) ->
          of(id, key, false);
      default -> Optional.empty();
    };
  }

  /** Whether it is the half that asks. */
  static boolean isInitiator(ProtocolKey key) {
    return key.direction() == Direction.INITIATOR;
  }

  private static Optional<InitiatorEnd> of(ConnectionId id, ProtocolKey key, boolean well) {
    return isInitiator(key)
        ? Optional.of(new InitiatorEnd(id, key.number(), well))
        : Optional.empty();
  }
}
