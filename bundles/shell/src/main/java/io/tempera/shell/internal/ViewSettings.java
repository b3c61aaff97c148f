package io.tempera.shell.internal;

/**
 * How much the shell keeps for those that look.
 *
 * @param transitionsKept how many of the latest transitions of each connection, 1 to {@value
 *     #MOST_TRANSITIONS}; older ones are forgotten
 * @param watchQueueLimit how many lines may wait for a slow terminal, at least 1; further ones are
 *     lost and counted
 */
record ViewSettings(int transitionsKept, int watchQueueLimit) {
  /** Some hundred bytes each, for each connection. */
  static final int MOST_TRANSITIONS = 1_000;

  ViewSettings {
    if (transitionsKept < 1 || transitionsKept > MOST_TRANSITIONS) {
      throw new IllegalArgumentException(
          ShellConfig.PID
              + ": transitions.kept is 1 to "
              + MOST_TRANSITIONS
              + ", not "
              + transitionsKept);
    }
    if (watchQueueLimit < 1) {
      throw new IllegalArgumentException(
          ShellConfig.PID + ": watch.queue.limit is at least 1, not " + watchQueueLimit);
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException when a value makes no sense; the text names its key
   */
  static ViewSettings of(ShellConfig config) {
    return new ViewSettings(config.transitions_kept(), config.watch_queue_limit());
  }
}
