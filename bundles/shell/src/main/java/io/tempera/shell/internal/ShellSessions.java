package io.tempera.shell.internal;

import java.io.OutputStream;

/** Opens conversations with the shell. */
@FunctionalInterface
interface ShellSessions {
  /**
   * A new conversation, without input.
   *
   * @param output where everything goes that commands say, errors included; from any thread
   */
  ShellSession open(OutputStream output);
}
