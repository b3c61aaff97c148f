package io.tempera.shell.internal;

/** What arrived over the control socket. */
sealed interface CommandInput {
  /** A whole line, without its end. */
  record Line(String text) implements CommandInput {}

  /** A line that was longer than it may be, and is forgotten. */
  record TooLong() implements CommandInput {}

  /** Nothing more will come; a line that was begun does not count. */
  record End() implements CommandInput {}
}
