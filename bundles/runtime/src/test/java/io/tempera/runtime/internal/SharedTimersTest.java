package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SharedTimersTest {
  private static final Duration NEVER = Duration.ofDays(400_000L * 365);

  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final SharedTimers timers =
      new SharedTimers((where, thrown) -> reports.add(where + thrown.getMessage()));

  @AfterEach
  void noThreadIsLeft() {
    timers.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals(SharedTimers.THREAD_NAME));
  }

  @Test
  void anActionRunsOnTheSharedThreadInTheOrderOfSetting() throws InterruptedException {
    timers.after(Duration.ZERO, () -> seen.add(Thread.currentThread().getName()));
    timers.after(Duration.ofSeconds(-3), () -> seen.add("late"));
    assertThat(List.of(seen.take(), seen.take())).containsExactly("tempera-timers", "late");
  }

  @Test
  void aCancelledTimerIsForgottenAndCanBeCancelledOnce() {
    Timer timer = timers.after(NEVER, () -> seen.add("never"));
    assertThat(timers.pending()).isEqualTo(1);
    assertThat(timer.cancel()).isTrue();
    assertThat(timers.pending()).isZero();
    assertThat(timer.cancel()).isFalse();
  }

  @Test
  void theThreadIsWokenForASoonerTimerOnly() throws InterruptedException {
    timers.after(Duration.ofHours(2), () -> seen.add("late"));
    awaitSleep();
    for (int i = 0; i < 1_000; i++) {
      timers.after(Duration.ofHours(1), () -> seen.add("never")).cancel();
      awaitSleep();
    }
    assertThat(timers.wakeUps()).as("once, as then it sleeps for one hour anyway").isEqualTo(1);
    timers.after(Duration.ofMillis(1), () -> seen.add("soon"));
    assertThat(seen.take()).isEqualTo("soon");
  }

  private void awaitSleep() {
    while (!timers.isSleeping()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptedActionDoesNotEndTheTimers() throws InterruptedException {
    timers.after(
        Duration.ZERO,
        () -> {
          Thread.currentThread().interrupt();
          seen.add("interrupted");
        });
    assertThat(seen.take()).isEqualTo("interrupted");
    timers.after(Duration.ofMillis(1), () -> seen.add("next"));
    assertThat(seen.take()).isEqualTo("next");
  }

  @Test
  void anActionThatHasStartedCannotBeCancelled() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Timer timer =
        timers.after(
            Duration.ZERO,
            () -> {
              started.countDown();
              awaitQuietly(finish);
              seen.add("done");
            });
    started.await();
    assertThat(timer.cancel()).isFalse();
    finish.countDown();
    assertThat(seen.take()).isEqualTo("done");
  }

  @Test
  void anActionThatThrowsIsReportedAndTheNextOneRuns() throws InterruptedException {
    timers.after(
        Duration.ZERO,
        () -> {
          throw new AssertionError("bad action");
        });
    timers.after(Duration.ZERO, () -> seen.add("next"));
    assertThat(reports.take()).contains("A timer's action").endsWith("bad action");
    assertThat(seen.take()).isEqualTo("next");
  }

  @Test
  void afterTheEndATimerIsRefusedWithASentence() {
    Timer timer = timers.after(NEVER, () -> seen.add("never"));
    timers.close();
    timers.close();
    assertThatThrownBy(() -> timers.after(Duration.ZERO, () -> seen.add("never")))
        .isInstanceOfSatisfying(
            TemperaException.class,
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.SHUTTING_DOWN))
        .hasMessageContaining("the runtime has stopped");
    timer.cancel();
    assertThat(seen).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
