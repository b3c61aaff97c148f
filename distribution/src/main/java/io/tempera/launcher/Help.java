package io.tempera.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What {@code --help} prints. A file of its own, which {@code ./run} can show before anything is
 * built.
 */
final class Help {
  private Help() {}

  /** The whole text. */
  static String text() {
    try (InputStream in = Help.class.getResourceAsStream("help.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("The launcher's jar is broken", broken);
    }
  }
}
