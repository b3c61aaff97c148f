package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the door waits, for each number of inbound connections. */
final class AcceptLimitsTest {
  @ParameterizedTest
  @CsvSource({
    // The reference's defaults: 5 s / 128 for each one beyond the soft limit.
    "512, 384, 5000, 0, 0",
    "512, 384, 5000, 383, 0",
    "512, 384, 5000, 384, 0",
    "512, 384, 5000, 385, 39.0625",
    "512, 384, 5000, 448, 2500",
    "512, 384, 5000, 511, 4960.9375",
    "512, 384, 5000, 512, 5000",
    "512, 384, 5000, 600, 5000",
    // Both limits in one: nothing, or all of it.
    "10, 10, 1000, 9, 0",
    "10, 10, 1000, 10, 1000",
    "10, 9, 1000, 9, 0",
    "10, 9, 1000, 10, 1000",
    // From the first one on.
    "4, 0, 1000, 0, 0",
    "4, 0, 1000, 1, 250",
    "4, 0, 1000, 3, 750",
    "4, 0, 0, 4, 0",
  })
  void theDelayGrowsFromTheSoftLimitToTheHardOne(
      int hard, int soft, long delayMillis, int inbound, double wanted) {
    AcceptLimits limits = new AcceptLimits(hard, soft, Duration.ofMillis(delayMillis));

    assertThat(limits.delayAt(inbound).toNanos()).isEqualTo((long) (wanted * 1e6));
    assertThat(limits.isFull(inbound)).isEqualTo(inbound >= hard);
  }

  @Test
  void itNeverShrinksAsMoreComeAndNeverExceedsTheWhole() {
    for (int hard = 1; hard <= 20; hard++) {
      for (int soft = 0; soft <= hard; soft++) {
        AcceptLimits limits = new AcceptLimits(hard, soft, Duration.ofSeconds(5));
        Duration before = Duration.ZERO;
        for (int inbound = 0; inbound <= hard + 1; inbound++) {
          Duration delay = limits.delayAt(inbound);
          assertThat(delay).isBetween(before, limits.delay());
          before = delay;
        }
      }
    }
  }

  @Test
  void whatContradictsItselfCannotBeMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AcceptLimits(10, 11, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> new AcceptLimits(0, 0, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AcceptLimits(1, 0, Duration.ofNanos(-1)));
  }
}
