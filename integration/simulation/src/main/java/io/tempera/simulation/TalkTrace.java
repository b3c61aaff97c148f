package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import io.tempera.protocol.ControlMessage;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.Optional;

/** What the initiators of scripts do. */
public sealed interface TalkTrace extends Trace {
  /** Where. */
  ConnectionId connectionId();

  /** Who. */
  int number();

  @Override
  default Level level() {
    return Level.DEBUG;
  }

  /** What it is asked to do is another thing than before, or the first one. */
  record Heard(ConnectionId connectionId, int number, ControlMessage control) implements TalkTrace {
    @Override
    public String text() {
      return connectionId + " " + number + " hears " + control;
    }
  }

  /** It sends a question. */
  record Asks(ConnectionId connectionId, int number) implements TalkTrace {
    @Override
    public String text() {
      return connectionId + " " + number + " asks";
    }
  }

  /**
   * It ends.
   *
   * @param delay for how long the peer is not to be promoted again, if it says so
   */
  record Ends(ConnectionId connectionId, int number, Optional<Duration> delay)
      implements TalkTrace {
    @Override
    public String text() {
      return connectionId + " " + number + " ends" + delay.map(d -> ", delay " + d).orElse("");
    }
  }
}
