package io.tempera.inbound;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.util.Optional;

/**
 * What the inbound governor sees and does. Most names are those of the reference (ouroboros-network
 * InboundGovernor, Trace).
 */
public sealed interface InboundTrace extends Trace {
  /** A connection is followed from now on; its responders are made ready next. */
  record NewConnection(ConnectionId connectionId, Provenance provenance, DataFlow dataFlow)
      implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId
          + " is new: "
          + (provenance == Provenance.INBOUND ? "inbound, " : "outbound, ")
          + dataFlow;
    }
  }

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

  /** How many connections are in each state has changed. */
  record Counters(InboundCounters counters) implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return "remote sides: " + counters;
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

  /** What the connection manager made of it that the remote side began to use a connection. */
  record PromotedToWarmRemote(ConnectionId connectionId, OperationResult<ConnectionState> result)
      implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " the remote side began to use it: " + said(result);
    }
  }

  /** What the connection manager made of it that the remote side stopped using a connection. */
  record WaitIdleRemote(ConnectionId connectionId, OperationResult<ConnectionState> result)
      implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " the remote side stopped using it: " + said(result);
    }
  }

  /** What the connection manager made of it that the idle time is over. */
  record DemotedToColdRemote(ConnectionId connectionId, OperationResult<InboundVerdict> result)
      implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " the remote side's idle time is over: " + said(result);
    }
  }

  /** A duplex connection has been there for so long that its remote side is a mature peer. */
  record MaturedConnection(ConnectionId connectionId) implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " is a mature duplex connection";
    }
  }

  /** The multiplexer of a connection that was followed has ended. */
  record MuxFinished(ConnectionId connectionId, MuxEnd end) implements InboundTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId
          + " has ended: "
          + switch (end) {
            case MuxEnd.Stopped() -> "it was stopped";
            case MuxEnd.RemoteClosed(String where) ->
                "the remote side closed the connection " + where;
            case MuxEnd.Failed(var error) -> error.text();
          };
    }
  }

  private static String said(OperationResult<?> result) {
    return switch (result) {
      case OperationResult.Success<?>(var value) -> value.toString();
      case OperationResult.Unsupported<?>(var state) -> "impossible while it is " + state;
      case OperationResult.Terminated<?>(var state) -> "too late, it is " + state;
    };
  }
}
