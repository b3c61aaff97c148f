package io.tempera.kit;

import java.time.Duration;

/** A time as an operator writes it in a setting: seconds, with a fraction if need be. */
public final class Seconds {
  private static final double NANOS_PER_SECOND = 1e9;

  private Seconds() {}

  /**
   * The time, for the setting to check: whatever was out of its range still is, and nothing
   * overflows.
   *
   * @param seconds any number, or none ({@link Double#NaN}), which comes out as -1 s
   * @param longest the longest that the setting allows, above zero; twice that is the most that
   *     comes out
   * @return in whole nanoseconds, rounded down
   */
  public static Duration read(double seconds, Duration longest) {
    if (Double.isNaN(seconds)) {
      return Duration.ofSeconds(-1);
    }
    double most = 2.0 * longest.toNanos();
    return Duration.ofNanos((long) Math.floor(Math.clamp(seconds * NANOS_PER_SECOND, -most, most)));
  }
}
