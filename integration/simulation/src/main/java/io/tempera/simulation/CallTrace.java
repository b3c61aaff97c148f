package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerStatus;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.Optional;

/** What a node's peer state actions are asked, and what they answer. */
public sealed interface CallTrace extends Trace {
  @Override
  default Level level() {
    return Level.DEBUG;
  }

  /** What can be asked. */
  enum Operation {
    /** Cold to warm. */
    ESTABLISH,
    /** Warm to hot. */
    ACTIVATE,
    /** Hot to warm. */
    DEACTIVATE,
    /** Warm or hot to cold. */
    CLOSE
  }

  /**
   * What a caller holds.
   *
   * @param status what its handle says at that moment
   */
  record Seen(ConnectionId connectionId, PeerStatus status) {
    /** At this moment. */
    public static Seen of(PeerConnectionHandle handle) {
      return new Seen(handle.connectionId(), handle.status());
    }
  }

  /**
   * A caller asks.
   *
   * @param call by which its answer is told from others
   * @param seen empty for an establish
   * @param patient whether the caller has waited for as long as the peer's last end asked it to
   */
  record Asked(
      long call, Operation operation, SocketAddress remote, Optional<Seen> seen, boolean patient)
      implements CallTrace {
    @Override
    public String text() {
      String whom =
          seen.map(s -> s.connectionId() + " (" + s.status() + ")")
              .orElseGet(() -> ConnectionId.text(remote));
      return "call " + call + ": " + operation + " " + whom + (patient ? ", patiently" : "");
    }
  }

  /** It has its answer, or has gone without. */
  record Answered(long call, Answer answer) implements CallTrace {
    @Override
    public String text() {
      return "call " + call + ": " + answer.text();
    }
  }

  /** What a caller gets. */
  sealed interface Answer {
    /** To read, and to count. */
    String text();

    /** What it wanted; an establish gives the connection. */
    record Done(Optional<ConnectionId> connectionId) implements Answer {
      @Override
      public String text() {
        return "done";
      }
    }

    /** An error. */
    record Refused(PeerSelectionActionException error) implements Answer {
      @Override
      public String text() {
        return error.getClass().getSimpleName();
      }
    }

    /** It was interrupted. */
    record GaveUp() implements Answer {
      @Override
      public String text() {
        return "interrupted";
      }
    }
  }

  /** Whoever waits for something of a peer is interrupted. */
  record Interrupted(SocketAddress remote) implements CallTrace {
    @Override
    public String text() {
      return "nobody waits any longer for " + ConnectionId.text(remote);
    }
  }

  /** A caller looked how a peer is doing. */
  record Monitored(ConnectionId connectionId, PeerMonitoring monitoring) implements CallTrace {
    @Override
    public String text() {
      String delay = monitoring.repromoteDelay().map(d -> ", not before " + d).orElse("");
      return connectionId + " is " + monitoring.status() + delay;
    }
  }

  /** The settings are others from now on. */
  record Changed(NodeSettings.PeerTimes times) implements CallTrace {
    @Override
    public String text() {
      return "settings: " + times;
    }
  }

  /** The peer state actions go down. */
  record Stopping() implements CallTrace {
    @Override
    public String text() {
      return "the peer state actions go down";
    }
  }
}
