package io.tempera.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** The keys of a terminal, each as it is pressed. Needs JLine, which a console may lack. */
final class TerminalKeyboard implements Keyboard {
  private final Terminal terminal;
  private final Attributes before;

  private TerminalKeyboard(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
  }

  /** That of a terminal, or of an input where the terminal is one of another JLine. */
  static Keyboard of(Object terminal, InputStream otherwise) {
    return terminal instanceof Terminal known
        ? new TerminalKeyboard(known)
        : Keyboard.of(otherwise);
  }

  @Override
  public void awaitKey() throws IOException {
    terminal.reader().read();
  }

  @Override
  public void close() {
    terminal.setAttributes(before);
  }
}
