package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.Optional;

/** What the connection manager does. */
public sealed interface ConnectionTrace extends Trace {
  /**
   * An entry changed its state.
   *
   * @param connectionId both addresses, once they are known
   */
  record Transition(
      SocketAddress remote,
      Optional<ConnectionId> connectionId,
      ConnectionState from,
      ConnectionState to)
      implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId.map(ConnectionId::toString).orElseGet(() -> ConnectionId.text(remote))
          + " connection: "
          + from
          + " -> "
          + to;
    }
  }

  /**
   * An outbound connection could not be had: it could not be dialled, or is not for us. What comes
   * of a handshake is told to whoever asked for the connection, who says it.
   */
  record ConnectFailed(SocketAddress remote, Failure failure) implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return ConnectionId.text(remote) + " connect failed: " + failure.text();
    }
  }

  /** A connection was negotiated and is there. */
  record Opened(ConnectionId connectionId, Provenance provenance) implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return connectionId + " open, " + (provenance == Provenance.INBOUND ? "accepted" : "dialled");
    }
  }

  /** An accepted connection was turned away, with or without a handshake; not after a query. */
  record Refused(ConnectionId connectionId, DisconnectReason reason) implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return connectionId + " turned away: " + reason.text();
    }
  }

  /**
   * A connection is closed.
   *
   * @param why a sentence: who let go of it, or what failed
   */
  record Closed(ConnectionId connectionId, boolean byError, String why) implements ConnectionTrace {
    @Override
    public Level level() {
      return byError ? Level.WARN : Level.INFO;
    }

    @Override
    public String text() {
      return connectionId + " closed: " + why;
    }
  }

  /** An operation was asked for that the entry's state does not allow. */
  record ForbiddenOperation(ConnectionId connectionId, String operation, ConnectionState state)
      implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return connectionId + " " + operation + " is impossible in state " + state;
    }
  }

  /** The counters changed. */
  record Counters(ConnectionCounters counters) implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return "connections: " + counters;
    }
  }
}
