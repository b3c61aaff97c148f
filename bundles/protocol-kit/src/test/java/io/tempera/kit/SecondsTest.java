package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecondsTest {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Test
  void whatIsInRangeIsReadToTheNanosecond() {
    assertThat(Seconds.read(0, LONGEST)).isZero();
    assertThat(Seconds.read(0.25, LONGEST)).isEqualTo(Duration.ofMillis(250));
    assertThat(Seconds.read(1e-9, LONGEST)).isEqualTo(Duration.ofNanos(1));
    assertThat(Seconds.read(60, LONGEST)).isEqualTo(LONGEST);
  }

  @ParameterizedTest
  @ValueSource(doubles = {60.001, 61, 1e9, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
  void whatIsTooLongIsStillTooLong(double seconds) {
    assertThat(Seconds.read(seconds, LONGEST)).isGreaterThan(LONGEST);
    assertThat(Seconds.read(seconds, Duration.ofMillis(1))).isGreaterThan(Duration.ofMillis(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-12, -0.5, -1e300, Double.NEGATIVE_INFINITY, Double.NaN})
  void whatIsNegativeOrNoNumberIsNegative(double seconds) {
    assertThat(Seconds.read(seconds, LONGEST)).isNegative();
  }
}
