package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.DelaySample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayMeterTest {
  private static final long SECOND = 1_000_000_000L;

  private final DelayMeter meter = new DelayMeter();

  /**
   * An SDU of a sender whose clock began at another time, which took so long; both microseconds.
   */
  private void arrives(long clockAhead, long sentAt, long took, int length) {
    assertThat(meter.arrived((int) (sentAt + clockAhead), length, (sentAt + took) * 1_000))
        .isEmpty();
  }

  @Test
  void delaysCountFromTheQuickestWhicheverCameFirst() {
    for (long clockAhead : List.of(0L, 5_000_000_000L, -77L)) {
      arrives(clockAhead, 0, 300, 10);
      arrives(clockAhead, 1_000, 100, 20);
      arrives(clockAhead, 2_000, 200, 30);
      assertThat(meter.take())
          .contains(
              new DelaySample(
                  Duration.ofNanos(1_900_000),
                  3,
                  60,
                  Duration.ofNanos(100_000),
                  Duration.ofNanos(81_650),
                  Duration.ofNanos(200_000)));
    }
  }

  @Test
  void theStampMayBeginAnewInTheMiddleOfASample() {
    long justBefore = (1L << 32) - 500;
    arrives(justBefore, 0, 100, 1);
    arrives(justBefore, 499, 100, 1);
    arrives(justBefore, 500, 100, 1);
    arrives(justBefore, 9_000_000, 150, 1);
    assertThat(meter.take().orElseThrow().longest()).isEqualTo(Duration.ofNanos(50_000));
  }

  @Test
  void aPeriodEndsWithTheFirstSduBehindItsTenSeconds() {
    assertThat(meter.arrived(0, 1, 0)).isEmpty();
    assertThat(meter.arrived(10_000_000, 1, 10 * SECOND)).isEmpty();
    DelaySample sample = meter.arrived(10_000_001, 1, 10 * SECOND + 1_000).orElseThrow();
    assertThat(sample.over()).isEqualTo(Duration.ofSeconds(10));
    assertThat(sample.sdus()).isEqualTo(2);
    assertThat(meter.arrived(10_000_002, 1, 10 * SECOND + 2_000)).isEmpty();
    assertThat(meter.take().orElseThrow().sdus()).isEqualTo(2);
  }

  @Test
  void oneSduAloneSaysNothing() {
    assertThat(meter.take()).isEmpty();
    assertThat(meter.arrived(1, 1, 1)).isEmpty();
    assertThat(meter.take()).isEmpty();
    assertThat(meter.arrived(1, 1, 1)).isEmpty();
    assertThat(meter.arrived(1, 1, 60 * SECOND)).as("the one before was alone").isEmpty();
  }

  @Test
  void stampsThatCannotBeGiveASampleAllTheSame() {
    long now = 0;
    for (int stamp : List.of(0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1)) {
      assertThat(meter.arrived(stamp, 0xffff, now++)).isEmpty();
    }
    DelaySample sample = meter.take().orElseThrow();
    assertThat(sample.mean()).isPositive();
    assertThat(sample.deviation()).isPositive();
    assertThat(sample.longest()).isLessThan(Duration.ofMinutes(72)).isGreaterThan(sample.mean());
  }

  @Test
  void theFiguresAreThoseOfTheDelaysThemselves() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<Long> delays = new ArrayList<>();
      long sentAt = 0;
      int count = 2 + random.nextInt(500);
      long clockAhead = random.nextLong();
      for (int i = 0; i < count; i++) {
        long took = 50 + random.nextInt(20_000);
        delays.add(took);
        arrives(clockAhead, sentAt, took, 1);
        sentAt += random.nextInt(10_000);
      }
      long least = delays.stream().mapToLong(Long::longValue).min().orElseThrow();
      long most = delays.stream().mapToLong(Long::longValue).max().orElseThrow();
      double mean = delays.stream().mapToLong(Long::longValue).average().orElseThrow();
      double variance =
          delays.stream().mapToDouble(d -> (d - mean) * (d - mean)).average().orElseThrow();
      DelaySample sample = meter.take().orElseThrow();
      assertThat(sample.longest()).isEqualTo(Duration.ofNanos((most - least) * 1_000));
      assertThat(sample.mean().toNanos()).isCloseTo(Math.round((mean - least) * 1e3), within());
      assertThat(sample.deviation().toNanos())
          .isCloseTo(Math.round(Math.sqrt(variance) * 1e3), within());
      assertThat(sample.sdus()).isEqualTo(count);
    }
  }

  private static org.assertj.core.data.Offset<Long> within() {
    return org.assertj.core.data.Offset.offset(5L);
  }

  @Test
  void aSampleReadsLikeASentence() {
    arrives(0, 0, 100, 10);
    arrives(0, 3_000_000, 600, 10);
    assertThat(meter.take().orElseThrow())
        .hasToString("0.25 ms on average, 0.25 ms deviation, 0.5 ms at most (2 SDUs in 3 s)");
  }
}
