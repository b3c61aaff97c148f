package io.tempera.tracelog.internal;

/** Where lines are written. May block. */
@FunctionalInterface
interface LineSink {
  /** Writes one line. */
  void write(LogLine line);
}
