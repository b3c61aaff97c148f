package io.tempera.handshake;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;

/** How handshakes end. */
public sealed interface HandshakeTrace extends Trace {
  /**
   * A handshake ended. What became of a connection whose handshake came to nothing says whoever
   * asked for it, or accepted it, once.
   *
   * @param role INITIATOR for the side that proposes
   */
  record Ended(ConnectionId connectionId, Direction role, HandshakeOutcome outcome)
      implements HandshakeTrace {
    @Override
    public Level level() {
      return switch (outcome) {
        case HandshakeOutcome.Accepted a -> Level.INFO;
        case HandshakeOutcome.Queried q -> Level.INFO;
        case HandshakeOutcome.Refused r -> Level.DEBUG;
        case HandshakeOutcome.Violated v -> Level.DEBUG;
      };
    }

    @Override
    public String text() {
      return connectionId + " handshake: " + what();
    }

    private String what() {
      return switch (outcome) {
        case HandshakeOutcome.Accepted(Agreed agreed) ->
            "version "
                + agreed.version()
                + ", "
                + agreed.dataFlow()
                + (agreed.ownNumbers().isEmpty() ? "" : ", own numbers " + agreed.ownNumbers());
        case HandshakeOutcome.Refused(boolean byUs, RefuseReason reason) ->
            "refused " + (byUs ? "by us" : "by the remote side") + ": " + reason.text();
        case HandshakeOutcome.Violated(var failure) -> "failed: " + failure.text();
        case HandshakeOutcome.Queried(var versions) -> "query, versions " + versions.keySet();
      };
    }
  }
}
