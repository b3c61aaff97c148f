package io.tempera.runtime.internal;

import java.time.Duration;

/** Durations as nanoseconds, for people who write a thousand years and mean for ever. */
public final class Durations {
  /** Half the range of a long, some 146 years: two of them can be added. */
  private static final long MOST = Long.MAX_VALUE / 2;

  private static final Duration LONGEST = Duration.ofNanos(MOST);
  private static final Duration SHORTEST = Duration.ofNanos(-MOST);

  private Durations() {}

  /** The nanoseconds of a duration, or the most that can be added to a time without overflow. */
  public static long saturatedNanos(Duration duration) {
    if (duration.compareTo(LONGEST) >= 0) {
      return MOST;
    }
    return duration.compareTo(SHORTEST) <= 0 ? -MOST : duration.toNanos();
  }
}
