package io.tempera.tracelog.internal;

import io.tempera.runtime.Clock;
import io.tempera.trace.Level;
import java.util.Optional;

/** Writes lines where they belong. */
final class LineWriter {
  private final Clock clock;
  private final LineSink log;
  private final LineSink console;

  LineWriter(Clock clock, LineSink log, LineSink console) {
    this.clock = clock;
    this.log = log;
    this.console = console;
  }

  /**
   * Writes everything that waits, and then how much was dropped, wherever anything is written. May
   * block.
   */
  void drain(LineQueue queue, LogSettings settings) {
    for (Optional<LogLine> next = queue.take(); next.isPresent(); next = queue.take()) {
      write(next.get());
    }
    long dropped = queue.takeDropped();
    if (dropped > 0) {
      write(droppedLine(dropped, settings));
    }
  }

  private void write(LogLine line) {
    if (line.toLog()) {
      guarded(log, line);
    }
    if (line.toConsole()) {
      guarded(console, line);
    }
  }

  /**
   * One line that cannot be written must not end the writer; there is nowhere left to say so, since
   * the log itself is what failed.
   */
  private static void guarded(LineSink sink, LogLine line) {
    try {
      sink.write(line);
    } catch (RuntimeException lost) {
      // Lost with the line.
    }
  }

  private LogLine droppedLine(long count, LogSettings settings) {
    return new LogLine(
        clock.wallTime(),
        Level.WARN,
        "io.tempera.TraceLog",
        count
            + " events were not written: they came faster than they could be. Raise level, console"
            + " or queue.limit of "
            + TraceLogConfig.PID
            + ".",
        settings.log() != Threshold.OFF,
        settings.console() != Threshold.OFF);
  }
}
