package io.tempera.mux;

import io.tempera.bearer.ConnectionId;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.util.List;
import java.util.stream.Collectors;

/** What a multiplexer does (network-mux Network.Mux.Trace, the high-level trace). */
public sealed interface MuxTrace extends Trace {
  /** Where. */
  ConnectionId connectionId();

  /** What, after the connection. */
  String what();

  @Override
  default Level level() {
    return Level.DEBUG;
  }

  @Override
  default String text() {
    return connectionId() + " mux: " + what();
  }

  /**
   * It is about to run, with the halves that are registered by then (network-mux, NewMux). Others
   * may follow while it runs.
   */
  record Made(ConnectionId connectionId, List<ProtocolKey> halves) implements MuxTrace {
    /** Keeps a copy. */
    public Made {
      halves = List.copyOf(halves);
    }

    @Override
    public String what() {
      return halves.isEmpty()
          ? "made without halves"
          : "made with "
              + halves.stream().map(ProtocolKey::toString).collect(Collectors.joining(", "));
    }
  }

  /** It begins to run. */
  record Starting(ConnectionId connectionId) implements MuxTrace {
    @Override
    public String what() {
      return "starting";
    }
  }

  /** The handshake phase is over, SDUs go to their halves. */
  record Mature(ConnectionId connectionId) implements MuxTrace {
    @Override
    public String what() {
      return "running";
    }
  }

  /** A half was asked for, with its start mode. */
  record StartRequested(ConnectionId connectionId, ProtocolKey key, StartMode mode)
      implements MuxTrace {
    @Override
    public String what() {
      return key + " to start " + mode;
    }
  }

  /** A half that waited starts, because bytes are there. */
  record StartedOnDemand(ConnectionId connectionId, ProtocolKey key) implements MuxTrace {
    @Override
    public String what() {
      return key + " started on demand";
    }
  }

  /** A half returned; its last bytes may still be queued. */
  record Terminating(ConnectionId connectionId, ProtocolKey key) implements MuxTrace {
    @Override
    public String what() {
      return key + " terminating";
    }
  }

  /** A half has ended as its protocol says. */
  record CleanExit(ConnectionId connectionId, ProtocolKey key) implements MuxTrace {
    @Override
    public String what() {
      return key + " ended";
    }
  }

  /** A half has failed; the connection ends. */
  record ExceptionExit(ConnectionId connectionId, ProtocolKey key, String failure)
      implements MuxTrace {
    @Override
    public String what() {
      return key + " failed: " + failure;
    }
  }

  /**
   * How evenly SDUs arrived lately: at most every ten seconds, and when a mini-protocol has ended
   * (network-mux Network.Mux.Trace, RecvDeltaQSample).
   */
  record DelaySampled(ConnectionId connectionId, DelaySample sample) implements MuxTrace {
    @Override
    public String what() {
      return "SDUs took longer than the quickest by " + sample;
    }
  }

  /** It was asked to stop. */
  record Stopping(ConnectionId connectionId) implements MuxTrace {
    @Override
    public String what() {
      return "stopping";
    }
  }

  /** It has stopped in order. */
  record Stopped(ConnectionId connectionId) implements MuxTrace {
    @Override
    public String what() {
      return "stopped";
    }
  }

  /**
   * It has ended by an error, or because the remote side closed. What that means for an operator
   * says whoever owns the connection, once.
   */
  record Dead(ConnectionId connectionId, MuxEnd end) implements MuxTrace {
    @Override
    public String what() {
      return switch (end) {
        case MuxEnd.Failed(MuxError error) -> "ended, because " + error.text();
        case MuxEnd.Stopped() -> "ended, because it was stopped";
        case MuxEnd.RemoteClosed(var where) ->
            "ended, because the remote side closed the connection " + where;
      };
    }
  }
}
