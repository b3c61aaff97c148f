package io.tempera.shell.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Durations and sizes as people read them, short enough for a column. */
final class Human {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final long KIB = 1_024;
  private static final int TENTHS_BELOW = 10;

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private Human() {}

  /** For example {@code 0.42 ms}, {@code 3.1 ms}, {@code 42 s}, {@code 3m 12s}, {@code 3d 04h}. */
  static String duration(Duration time) {
    Duration shown = time.isNegative() ? Duration.ZERO : time;
    if (shown.compareTo(Duration.ofSeconds(1)) < 0) {
      return millis(shown.toNanos() / 1e6);
    }
    if (shown.compareTo(Duration.ofMinutes(1)) < 0) {
      double seconds = shown.toMillis() / 1e3;
      return shown.toSeconds() < TENTHS_BELOW
          ? format("%.1f s", floor(seconds, 10))
          : shown.toSeconds() + " s";
    }
    if (shown.compareTo(Duration.ofHours(1)) < 0) {
      return format("%dm %02ds", shown.toMinutes(), shown.toSecondsPart());
    }
    return shown.compareTo(Duration.ofDays(1)) < 0
        ? format("%dh %02dm", shown.toHours(), shown.toMinutesPart())
        : format("%dd %02dh", shown.toDays(), shown.toHoursPart());
  }

  private static String millis(double millis) {
    if (millis < 1) {
      return format("%.2f ms", floor(millis, 100));
    }
    return millis < TENTHS_BELOW
        ? format("%.1f ms", floor(millis, 10))
        : format("%d ms", (long) millis);
  }

  /** For example {@code 14:03:07.042}, where the operator is. */
  static String timeOfDay(Instant when, ZoneId zone) {
    return TIME_OF_DAY.format(when.atZone(zone));
  }

  /**
   * How long ago something was. The time of day may have been put back meanwhile: never negative.
   */
  static String age(Instant since, Instant now) {
    return duration(Duration.between(since, now));
  }

  /** For example {@code 0 B}, {@code 1.5 KiB}, {@code 34 MiB}. */
  static String bytes(long count) {
    if (count < KIB) {
      return count + " B";
    }
    double shown = count;
    int unit = -1;
    while (shown >= KIB) {
      shown /= KIB;
      unit++;
    }
    return shown < TENTHS_BELOW
        ? format("%.1f %s", floor(shown, 10), UNITS[unit])
        : format("%d %s", (long) shown, UNITS[unit]);
  }

  /** For example {@code 2, 8, 7001}. */
  static String list(Collection<?> things) {
    return things.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Cuts off, as a clock does, so that nothing is ever shown as ten of a kind that has nine. */
  private static double floor(double value, int parts) {
    return Math.floor(value * parts) / parts;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
