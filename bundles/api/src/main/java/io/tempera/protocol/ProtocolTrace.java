package io.tempera.protocol;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.time.Duration;

/** What happens to mini-protocols and in their slots. */
public sealed interface ProtocolTrace extends Trace {
  /** A mini-protocol was published. */
  record Published(HostedProtocol protocol) implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "mini-protocol "
          + protocol.number()
          + " ("
          + protocol.temperature()
          + ") published by "
          + protocol.bundle()
          + (protocol.chosen() ? "" : ", not chosen: another one ranks higher");
    }
  }

  /** A mini-protocol is no longer published. */
  record Withdrawn(int number, String bundle) implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "mini-protocol " + number + " withdrawn by " + bundle;
    }
  }

  /** For a number, new connections run another implementation than before. */
  record Chosen(HostedProtocol protocol) implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "mini-protocol " + protocol.number() + " is now chosen from " + protocol.bundle();
    }
  }

  /** A service was published that cannot be used. */
  record Rejected(String bundle, String reason) implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "mini-protocol of " + bundle + " rejected: " + reason;
    }
  }

  /** A half runs. */
  record Started(ConnectionId connectionId, ProtocolKey key, String bundle)
      implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + " started (" + bundle + ")";
    }
  }

  /** From now on the peer state actions ask something else of an initiator that runs. */
  record Asked(ConnectionId connectionId, ProtocolKey key, ControlMessage message)
      implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + " is asked to " + message;
    }
  }

  /** A half has ended. */
  record Ended(ConnectionId connectionId, ProtocolKey key, String outcome)
      implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + " ended: " + outcome;
    }
  }

  /**
   * A half has failed, which ends its connection; the end of that names the half and the failure.
   */
  record Failed(ConnectionId connectionId, ProtocolKey key, String failure)
      implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + " failed: " + failure;
    }
  }

  /**
   * A half did not end when it was to: its thread runs on without its connection, and keeps the
   * bundle's classes in memory.
   */
  record Abandoned(ConnectionId connectionId, ProtocolKey key, String bundle)
      implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return connectionId
          + " mini-protocol "
          + key
          + " of "
          + bundle
          + " was given up: it does not end when it is interrupted. Its code must";
    }
  }

  /** A question and its answer took so long. */
  record RoundTrip(ConnectionId connectionId, ProtocolKey key, Duration time)
      implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId
          + " round trip of mini-protocol "
          + key.number()
          + ": "
          + time.toNanos() / 1_000
          + " us";
    }
  }

  /** A half says something. */
  record Note(ConnectionId connectionId, ProtocolKey key, String note) implements ProtocolTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + ": " + note;
    }
  }
}
