package io.tempera.inbound;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.util.Optional;

/** What the inbound governor sees and does. */
public sealed interface InboundTrace extends Trace {
  /** Where. */
  ConnectionId connectionId();

  /** What the remote side makes of a connection has changed; empty for not followed. */
  record Transition(ConnectionId connectionId, Optional<RemoteState> from, Optional<RemoteState> to)
      implements InboundTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return connectionId
          + " remote side: "
          + from.map(RemoteState::name).orElse("not followed")
          + " -> "
          + to.map(RemoteState::name).orElse("not followed");
    }
  }

  /** A responder ended as its protocol says, and is ready again. */
  record ResponderRestarted(ConnectionId connectionId, ProtocolKey key) implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + " is ready again";
    }
  }

  /** A responder could not be started; the connection is stopped. */
  record ResponderStartFailed(ConnectionId connectionId, String reason) implements InboundTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return connectionId + " a responder could not be started: " + reason;
    }
  }
}
