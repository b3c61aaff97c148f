package io.tempera.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terminal of this process while it hands over each key as it is pressed, and shows none. */
final class RawTerminal implements AutoCloseable {
  private final String before;
  private final Thread atExit = new Thread(this::restore);

  private RawTerminal(String before) {
    this.before = before;
  }

  /**
   * Changes it until the close, or until the process is ended; empty where the system has no stty.
   */
  static Optional<RawTerminal> enter() {
    Optional<RawTerminal> raw = stty("-g").map(RawTerminal::new);
    raw.ifPresent(terminal -> Runtime.getRuntime().addShutdownHook(terminal.atExit));
    return raw.filter(any -> stty("-icanon", "-echo", "min", "1").isPresent());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return; // It is being restored.
    }
    restore();
  }

  private void restore() {
    stty(before);
  }

  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
