package io.tempera.shell.internal;

import java.io.InputStream;
import java.io.OutputStream;

/** Opens conversations with the shell. */
@FunctionalInterface
interface ShellSessions {
  /**
   * A new conversation.
   *
   * @param input what commands read that want more than their line
   * @param output where everything goes that commands say, errors included; from any thread
   */
  ShellSession open(InputStream input, OutputStream output);
}
