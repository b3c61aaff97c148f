package io.tempera.shell.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The control socket's settings.
 *
 * @param socket where it is; empty for none
 * @param connections how many at a time, at least 1; further ones are told so and closed
 * @param idleTimeout after which silence, or an answer that is not taken, a connection is closed;
 *     at least a second
 * @param lineLimit the longest command, in bytes, at least {@value #LEAST_LINE_LIMIT}; a longer one
 *     is refused
 */
record ControlSettings(
    Optional<Path> socket, int connections, Duration idleTimeout, int lineLimit) {
  /** Enough for any command with an address. */
  static final int LEAST_LINE_LIMIT = 64;

  ControlSettings {
    atLeast("connections", connections, 1);
    atLeast("idle.timeout", idleTimeout.toSeconds(), 1);
    atLeast("line.limit", lineLimit, LEAST_LINE_LIMIT);
  }

  private static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          ShellConfig.PID + ": " + key + " is at least " + least + ", not " + value);
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException when a value makes no sense; the text names its key
   */
  static ControlSettings of(ShellConfig config) {
    return new ControlSettings(
        path(config.socket().strip()),
        config.connections(),
        Duration.ofSeconds(config.idle_timeout()),
        config.line_limit());
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(text).toAbsolutePath().normalize());
    } catch (InvalidPathException invalid) {
      throw new IllegalArgumentException(
          ShellConfig.PID + ": socket is a path, which '" + text + "' is not");
    }
  }
}
