package io.tempera.chain.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChainSyncSettingsTest {
  static ChainSync.Config config(double idle, boolean unlimited, int low, int high) {
    return new ChainSync.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return ChainSync.Config.class;
      }

      @Override
      public double idle_timeout() {
        return idle;
      }

      @Override
      public boolean must_reply_unlimited() {
        return unlimited;
      }

      @Override
      public int low_mark() {
        return low;
      }

      @Override
      public int high_mark() {
        return high;
      }
    };
  }

  @Test
  void theDefaultsAreTheReferences() {
    assertThat(ChainSyncSettings.defaults())
        .isEqualTo(new ChainSyncSettings(Optional.of(Duration.ofSeconds(3_373)), false, 200, 300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5|0|1",
        "86400|300|300",
        "0|0|300",
      })
  void whatMakesSenseIsTaken(double idle, int low, int high) {
    assertThat(ChainSyncSettings.read(idle, true, low, high))
        .isEqualTo(
            new ChainSyncSettings(
                Optional.of(Duration.ofMillis((long) (idle * 1_000))).filter(d -> !d.isZero()),
                true,
                low,
                high));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1|200|300|idle.timeout is at most 86400 seconds, or 0 for none; it says -1.0",
        "86401|200|300|idle.timeout is at most 86400 seconds, or 0 for none; it says 86401.0",
        "1e300|200|300|idle.timeout is at most 86400 seconds, or 0 for none; it says 172800.0",
        "NaN|200|300|idle.timeout is at most 86400 seconds, or 0 for none; it says -1.0",
        "10|0|0|high.mark is 1 to 300, as more answers at once may be more than this node lets wait;"
            + " it says 0",
        "10|0|301|high.mark is 1 to 300, as more answers at once may be more than this node lets"
            + " wait; it says 301",
        "10|-1|300|low.mark is 0 or more; it says -1",
        "10|200|100|low.mark is 200 and high.mark is 100; low.mark is no more than high.mark: lower"
            + " the one or raise the other",
      })
  void whatMakesNoSenseIsRefusedWithASentenceAndChangesNothing(
      double idle, int low, int high, String sentence) {
    ChainSync protocol =
        new ChainSync(
            new VirtualRuntime(),
            new FakeChain(0),
            new FakeFollower(),
            config(3_373, false, 200, 300));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> protocol.modified(config(idle, false, low, high)))
        .withMessage("io.tempera.chain.sync: " + sentence)
        .satisfies(
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
  }
}
