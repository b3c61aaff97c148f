package io.tempera.tracelog.internal;

import org.slf4j.ILoggerFactory;
import org.slf4j.event.Level;

/** Writes lines to the log, each under its own logger. */
final class Slf4jSink implements LineSink {
  private final ILoggerFactory loggers;

  Slf4jSink(ILoggerFactory loggers) {
    this.loggers = loggers;
  }

  @Override
  public void write(LogLine line) {
    // As an argument: braces in the text mean nothing then.
    loggers.getLogger(line.logger()).atLevel(level(line)).log("{}", line.text());
  }

  private static Level level(LogLine line) {
    return switch (line.level()) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARN -> Level.WARN;
      case ERROR -> Level.ERROR;
    };
  }
}
