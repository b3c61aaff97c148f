package io.tempera.tracelog.internal;

import io.tempera.trace.Level;

/**
 * What is written where.
 *
 * @param log from which level on to the log
 * @param console from which level on to the console
 * @param queueLimit how many traces may wait to be written, at least {@value #LEAST_QUEUE_LIMIT}
 * @param wire whether what passes on the wire is written, where DEBUG is
 */
record LogSettings(Threshold log, Threshold console, int queueLimit, boolean wire) {
  /** The shortest queue that makes sense. */
  static final int LEAST_QUEUE_LIMIT = 16;

  LogSettings {
    if (queueLimit < LEAST_QUEUE_LIMIT) {
      throw new IllegalArgumentException(
          TraceLogConfig.PID
              + ": queue.limit is at least "
              + LEAST_QUEUE_LIMIT
              + ", not "
              + queueLimit);
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException when a value makes no sense; the text names its key
   */
  static LogSettings of(TraceLogConfig config) {
    return new LogSettings(
        Threshold.parse("level", config.level()),
        Threshold.parse("console", config.console()),
        config.queue_limit(),
        config.wire());
  }

  /** Whether anything of what passes on the wire would be written. */
  boolean wantsWire() {
    return wire && (log.passes(Level.DEBUG) || console.passes(Level.DEBUG));
  }
}
