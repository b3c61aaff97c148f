package io.tempera.tracelog.internal;

import io.tempera.trace.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** From which level on traces are written. */
enum Threshold {
  /** All of them. */
  DEBUG,
  /** The normal course, and what is worse. */
  INFO,
  /** What ended that should have gone on, and what is worse. */
  WARN,
  /** Only what keeps the node from its work. */
  ERROR,
  /** None. */
  OFF;

  /** Whether a trace of this level is written. */
  boolean passes(Level level) {
    return this != OFF && valueOf(level.name()).compareTo(this) >= 0;
  }

  /**
   * Reads a setting, in small or capital letters.
   *
   * @param key the setting's name, for the error
   * @throws IllegalArgumentException when it is none of the five
   */
  static Threshold parse(String key, String text) {
    String wanted = text.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(threshold -> threshold.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(complaint(key, text)));
  }

  private static String complaint(String key, String text) {
    return Arrays.stream(values())
        .map(Threshold::name)
        .collect(
            Collectors.joining(
                ", ", TraceLogConfig.PID + ": " + key + " is one of ", ", not '" + text + "'"));
  }
}
