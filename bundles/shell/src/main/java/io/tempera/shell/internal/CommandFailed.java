package io.tempera.shell.internal;

import io.tempera.failure.Failure;

/**
 * A command could not do what it was asked. Its text is the one sentence that the operator reads;
 * it carries neither a cause nor a stack, since shells keep the last exception of a session.
 */
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailed(String sentence) {
    super(SafeText.of(sentence), null, false, false);
  }

  /** What happened, with the causes behind it. */
  static CommandFailed of(Failure failure) {
    return new CommandFailed(failure.text());
  }

  /** Only the sentence: that is what a shell prints. */
  @Override
  public String toString() {
    return getMessage();
  }
}
