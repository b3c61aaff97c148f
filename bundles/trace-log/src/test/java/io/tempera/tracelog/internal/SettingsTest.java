package io.tempera.tracelog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.trace.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsTest {
  @ParameterizedTest
  @EnumSource(Level.class)
  void aThresholdLetsItsOwnLevelAndWhatIsWorseThrough(Level level) {
    for (Level threshold : Level.values()) {
      assertThat(Threshold.valueOf(threshold.name()).passes(level))
          .as("%s through %s", level, threshold)
          .isEqualTo(level.compareTo(threshold) >= 0);
    }
    assertThat(Threshold.OFF.passes(level)).isFalse();
  }

  @Test
  void aThresholdIsReadInSmallLettersToo() {
    assertThat(Threshold.parse("console", " off ")).isEqualTo(Threshold.OFF);
    assertThat(Threshold.parse("level", "Warn")).isEqualTo(Threshold.WARN);
  }

  @Test
  void aThresholdThatIsNoneIsRefusedWithItsKeyAndTheChoice() {
    assertThatThrownBy(() -> Threshold.parse("console", "loud"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "io.tempera.trace.log: console is one of DEBUG, INFO, WARN, ERROR, OFF, not 'loud'");
  }

  @Test
  void aQueueThatHoldsNextToNothingIsRefused() {
    assertThatThrownBy(() -> new LogSettings(Threshold.INFO, Threshold.OFF, 15, false))
        .hasMessage("io.tempera.trace.log: queue.limit is at least 16, not 15");
  }
}
