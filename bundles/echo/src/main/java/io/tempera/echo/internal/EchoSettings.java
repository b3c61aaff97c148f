package io.tempera.echo.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Seconds;
import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param interval from an echo to the next words, above zero and below {@link
 *     EchoTable#REQUEST_LIMIT}
 */
record EchoSettings(Duration interval) {
  /** From an echo to the next words, in seconds. */
  static final double INTERVAL_SECONDS = 1;

  EchoSettings {
    if (!interval.isPositive() || interval.compareTo(EchoTable.REQUEST_LIMIT) >= 0) {
      throw new TemperaException(
          FailureCategory.CONFIGURATION,
          "io.tempera.echo: interval is above 0 and below "
              + EchoTable.REQUEST_LIMIT.toSeconds()
              + " seconds, after which the remote side hangs up; it says "
              + interval.toMillis() / 1_000.0);
    }
  }

  static EchoSettings ofSeconds(double interval) {
    return new EchoSettings(Seconds.read(interval, EchoTable.REQUEST_LIMIT));
  }
}
