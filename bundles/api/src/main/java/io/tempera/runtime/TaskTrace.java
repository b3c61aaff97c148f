package io.tempera.runtime;

import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.time.Duration;

/** What becomes of tasks on event loops, see {@link Tasks#near}. */
public sealed interface TaskTrace extends Trace {
  /**
   * A task holds its event loop, and goes on doing so: none of the loop's connections reads or
   * writes.
   *
   * @param task its name: the connection, and what is done
   * @param held since when
   * @param where the innermost frames of its stack, for people
   */
  record HoldsLoop(String task, Duration held, String where) implements TaskTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return task
          + " holds its event loop, for "
          + held.toMillis()
          + " ms now, and with it every connection of that loop; it is "
          + where;
    }
  }

  /**
   * A task held its event loop for too long, not for the first time of late, and runs elsewhere for
   * a while.
   *
   * @param task its name: the connection, and what is done
   * @param held how long it did
   * @param away for how long it runs elsewhere
   */
  record MovedFromLoop(String task, Duration held, Duration away) implements TaskTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return task
          + " held its event loop for "
          + held.toMillis()
          + " ms without waiting, and not for the first time; it runs beside it for the next "
          + away.toSeconds()
          + " s";
    }
  }
}
