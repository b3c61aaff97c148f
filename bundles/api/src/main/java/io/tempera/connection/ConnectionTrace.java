package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.List;
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

  /**
   * What may not happen did: the inbound governor, or a peer, said something of a connection that
   * its state rules out, and the connection manager went on as best it can (the reference's
   * UnexpectedlyFalseAssertion).
   */
  record UnexpectedlyFalseAssertion(
      ConnectionId connectionId, String operation, ConnectionState state)
      implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return connectionId
          + " "
          + operation
          + " came in state "
          + state
          + ", where it cannot come: please report it";
    }
  }

  /**
   * There were more inbound connections than may be, so some are closed.
   *
   * @param pruned which
   * @param needed how many had to go
   * @param candidates of how many
   */
  record PruneConnections(List<ConnectionId> pruned, int needed, int candidates, int hardLimit)
      implements ConnectionTrace {
    /** Keeps a copy that does not change. */
    public PruneConnections {
      pruned = List.copyOf(pruned);
    }

    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "more inbound connections than "
          + hardLimit
          + ", the hard limit: of "
          + candidates
          + " "
          + needed
          + " had to go, "
          + pruned;
    }
  }

  /**
   * A policy that was published did not answer; the default held instead.
   *
   * @param policy its class
   */
  record PolicyFailed(String policy, Failure failure) implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "the policy " + policy + " failed, the default holds instead: " + failure.text();
    }
  }

  /**
   * A rethrow policy wants the whole node to stop, and it does.
   *
   * @param opener who opened the connection on which it happened
   */
  record NodeStops(Provenance opener, Failure why) implements ConnectionTrace {
    @Override
    public Level level() {
      return Level.ERROR;
    }

    @Override
    public String text() {
      return "the node stops, because a policy wants it to, after a failure of a connection of "
          + (opener == Provenance.OUTBOUND ? "ours: " : "the remote side's: ")
          + why.text();
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
