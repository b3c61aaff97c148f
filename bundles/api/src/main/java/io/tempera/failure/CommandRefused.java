package io.tempera.failure;

/**
 * A command of the shell could not do what it was asked; also of a bundle that brings a command and
 * needs no shell for it. Its text is the one sentence that the operator reads, and whoever had the
 * command executed by {@code bin/tempera shell} gets exit code 1. It has no stack, since shells
 * keep the last exception of a session.
 */
public class CommandRefused extends TemperaException {
  private static final long serialVersionUID = 1L;

  /** A refusal with the sentence that is shown. */
  public CommandRefused(String sentence) {
    super(FailureCategory.WRONG_STATE, sentence);
  }

  /**
   * A command was written in another way than it is.
   *
   * @param usage its name with the scope, and its arguments
   * @param why what is wrong, without a full stop
   */
  public static CommandRefused misused(String usage, String why) {
    return new CommandRefused("Write " + usage + ": " + why + ".");
  }

  /** No stack: through its classes it would keep the bundle that threw in memory. */
  @Override
  public final synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** Only the sentence: that is what a shell prints. */
  @Override
  public final String toString() {
    return getMessage();
  }
}
