package io.tempera.tracelog.internal;

/**
 * What is written where.
 *
 * @param log from which level on to the log
 * @param console from which level on to the console
 * @param queueLimit how many traces may wait to be written, at least {@value #LEAST_QUEUE_LIMIT}
 */
record LogSettings(Threshold log, Threshold console, int queueLimit) {
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
        config.queue_limit());
  }
}
