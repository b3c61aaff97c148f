package io.tempera.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import org.apache.felix.service.command.CommandSession;

/** Where whoever gave a command can press a key. */
interface Keyboard extends AutoCloseable {
  /** Under which names consoles keep their terminal: Gogo's own, and Karaf's. */
  String[] TERMINALS = {".terminal", ".jline.terminal"};

  /**
   * Waits for a key; an interrupt, which may close the input, ends the wait. Returns when the input
   * has ended, too.
   */
  void awaitKey() throws IOException;

  /** Leaves the terminal as it was. */
  @Override
  void close();

  /** That of a session: any key where it has a terminal, otherwise what its input reads next. */
  static Keyboard of(CommandSession session) {
    for (String name : TERMINALS) {
      Object terminal = session.get(name);
      if (terminal != null) {
        try {
          return TerminalKeyboard.of(terminal, session.getKeyboard());
        } catch (NoClassDefFoundError otherConsole) {
          // One without JLine: its input will do.
        }
      }
    }
    return of(session.getKeyboard());
  }

  /** That of an input, of which it takes what is there at once: the whole of a line. */
  static Keyboard of(InputStream input) {
    return new Keyboard() {
      @Override
      public void awaitKey() throws IOException {
        input.read();
        input.skipNBytes(input.available());
      }

      @Override
      public void close() {
        // The input is the session's.
      }
    };
  }
}
