package io.tempera.keep.alive.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Seconds;
import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param interval from an answer to the next question, above zero and below {@link
 *     KeepAliveTable#QUESTION_LIMIT}
 */
record KeepAliveSettings(Duration interval) {
  /** From an answer to the next question, in seconds (ouroboros-consensus-diffusion NodeToNode). */
  static final double INTERVAL_SECONDS = 10;

  KeepAliveSettings {
    if (!interval.isPositive() || interval.compareTo(KeepAliveTable.QUESTION_LIMIT) >= 0) {
      throw new TemperaException(
          FailureCategory.CONFIGURATION,
          "io.tempera.keep.alive: interval is above 0 and below "
              + KeepAliveTable.QUESTION_LIMIT.toSeconds()
              + " seconds, after which the remote side hangs up; it says "
              + interval.toMillis() / 1_000.0);
    }
  }

  static KeepAliveSettings ofSeconds(double interval) {
    return new KeepAliveSettings(Seconds.read(interval, KeepAliveTable.QUESTION_LIMIT));
  }
}
