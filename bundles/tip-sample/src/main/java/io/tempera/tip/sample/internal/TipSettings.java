package io.tempera.tip.sample.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Seconds;
import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param interval from a tip to the next question, above zero, at most {@link #LONGEST_INTERVAL}
 */
record TipSettings(Duration interval) {
  /** From a tip to the next question, in seconds. */
  static final double INTERVAL_SECONDS = 10;

  /** A tip that is older than a day is of no use. */
  static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  TipSettings {
    if (!interval.isPositive() || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new TemperaException(
          FailureCategory.CONFIGURATION,
          "io.tempera.tip.sample: interval is above 0 and at most "
              + LONGEST_INTERVAL.toSeconds()
              + " seconds; it says "
              + interval.toMillis() / 1_000.0);
    }
  }

  static TipSettings ofSeconds(double interval) {
    return new TipSettings(Seconds.read(interval, LONGEST_INTERVAL));
  }
}
