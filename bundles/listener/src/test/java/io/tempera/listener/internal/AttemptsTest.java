package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.AddressBlock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token buckets, with a time that the test makes up. */
final class AttemptsTest {
  private static final long SECOND = 1_000_000_000;
  private static final AddressLimits LIMITS = new AddressLimits(0, 4, 3, 10);

  private final Attempts attempts = new Attempts();

  static AddressBlock address(int number) {
    try {
      byte[] bytes = {10, 0, (byte) (number >> 8), (byte) number};
      InetAddress address = InetAddress.getByAddress(bytes);
      return AddressBlock.of(new InetSocketAddress(address, 1)).orElseThrow();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private List<Boolean> knock(int times, long now) {
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      answers.add(attempts.knock(address(1), LIMITS, now));
    }
    return answers;
  }

  /** A clock's nanoseconds may be anything, and may pass the largest long. */
  @ParameterizedTest
  @ValueSource(longs = {0, -5, 7 * SECOND, Long.MAX_VALUE - SECOND / 2, Long.MIN_VALUE})
  void aBurstMayComeAtOnceAndThenOneEachInterval(long start) {
    assertThat(knock(5, start)).containsExactly(true, true, true, false, false);
    assertThat(knock(2, start + SECOND / 4 - 1)).containsExactly(false, false);
    assertThat(knock(2, start + SECOND / 4)).containsExactly(true, false);
    assertThat(knock(3, start + SECOND / 4 * 3)).containsExactly(true, true, false);
    assertThat(knock(4, start + 10 * SECOND)).containsExactly(true, true, true, false);
  }

  @Test
  void eachAddressHasItsOwn() {
    assertThat(knock(4, 0)).containsExactly(true, true, true, false);

    assertThat(attempts.knock(address(2), LIMITS, 0)).isTrue();
  }

  @Test
  void withoutALimitNothingIsRemembered() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(attempts.knock(address(1), AddressLimits.NONE, 0)).isTrue();
    }
    assertThat(attempts.size()).isZero();
  }

  @Test
  void noMoreAddressesAreRememberedThanToldAndTheQuietestIsForgotten() {
    knock(3, 0);
    for (int i = 2; i <= 10; i++) {
      attempts.knock(address(i), LIMITS, 0);
    }
    assertThat(knock(1, 0))
        .as("it is remembered, and so is that it came again")
        .containsOnly(false);
    attempts.knock(address(11), LIMITS, 0);
    assertThat(attempts.size()).isEqualTo(10);
    assertThat(knock(1, 0)).as("the one before it was forgotten").containsOnly(false);
    for (int i = 12; i <= 21; i++) {
      attempts.knock(address(i), LIMITS, 0);
      assertThat(attempts.size()).isEqualTo(10);
    }
    assertThat(knock(4, 0)).as("like new").containsExactly(true, true, true, false);
  }

  @Test
  void whoIsQuietForAWhileIsForgotten() {
    for (int i = 1; i <= 10; i++) {
      attempts.knock(address(i), LIMITS, 0);
    }
    attempts.knock(address(1), LIMITS, SECOND);

    assertThat(attempts.size()).isOne();
  }

  @Test
  void aSmallerMemoryHoldsAtOnce() {
    for (int i = 1; i <= 10; i++) {
      attempts.knock(address(i), LIMITS, 0);
    }
    attempts.knock(address(1), new AddressLimits(0, 4, 3, 2), 0);

    assertThat(attempts.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - SECOND / 2})
  void whoOwesByOtherLimitsWaitsNoLongerThanTheNewOnesSay(long start) {
    AddressLimits slow = new AddressLimits(0, 1, 200, 10);
    for (int i = 0; i < 200; i++) {
      assertThat(attempts.knock(address(1), slow, start)).isTrue();
    }
    assertThat(attempts.knock(address(1), slow, start)).isFalse();

    assertThat(knock(1, start)).as("the bucket is still empty").containsExactly(false);
    assertThat(knock(2, start + SECOND / 4)).containsExactly(true, false);
    assertThat(knock(4, start + SECOND)).containsExactly(true, true, true, false);
  }

  /** In any stretch of time: at most a burst, and the rate times its length. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noScriptGetsMoreThanABurstAndTheRate(long seed) {
    Random random = new Random(seed);
    int rate = 1 + random.nextInt(50);
    int burst = 1 + random.nextInt(50);
    AddressLimits limits = new AddressLimits(0, rate, burst, 10);
    List<Long> let = new ArrayList<>();
    long now = random.nextLong();
    long start = now;
    for (int i = 0; i < 3_000; i++) {
      now += random.nextInt(3) == 0 ? random.nextLong(SECOND / rate * 3) : 0;
      if (attempts.knock(address(1), limits, now)) {
        let.add(now - start);
      }
    }
    assertThat(let).hasSizeGreaterThan(burst);
    for (int from = 0; from < let.size(); from++) {
      for (int to = from; to < let.size(); to++) {
        long most = burst + (let.get(to) - let.get(from)) / (SECOND / rate);
        assertThat(to - from + 1L).isLessThanOrEqualTo(most);
      }
    }
  }
}
