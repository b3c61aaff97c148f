package io.tempera.shell.internal;

/** One conversation with the shell: variables live as long as it does. */
interface ShellSession extends AutoCloseable {
  /**
   * Executes a command line; its output goes to the session's stream. Blocks until it is done.
   *
   * @throws CommandFailed when it did not do what it was asked
   */
  void execute(String line);

  /** Ends it; a command that still runs is interrupted. Idempotent. */
  @Override
  void close();
}
