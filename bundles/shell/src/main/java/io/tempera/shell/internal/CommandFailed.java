package io.tempera.shell.internal;

import io.tempera.failure.CommandRefused;
import io.tempera.failure.Failure;

/** One of the shell's commands, or one that it executed, could not do what it was asked. */
final class CommandFailed extends CommandRefused {
  private static final long serialVersionUID = 1L;

  CommandFailed(String sentence) {
    super(SafeText.of(sentence));
  }

  /** What happened, with the causes behind it. */
  static CommandFailed of(Failure failure) {
    return new CommandFailed(failure.text());
  }
}
