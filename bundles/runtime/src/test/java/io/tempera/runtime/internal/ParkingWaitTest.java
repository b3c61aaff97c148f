package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ParkingWaitTest {
  private final List<Runnable> set = new ArrayList<>();
  private int cancelled;
  private final ParkingWait wait =
      new ParkingWait(
          (delay, action) -> {
            set.add(action);
            return this::cancel;
          });

  private boolean cancel() {
    cancelled++;
    return true;
  }

  @Test
  void aConditionThatHoldsIsSeenWithoutParkingEvenWhenInterrupted() throws InterruptedException {
    Thread.currentThread().interrupt();
    wait.until(() -> true);
    assertThat(wait.until(() -> true, Duration.ZERO)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(set).isEmpty();
  }

  @Test
  void aTimeoutOfZeroLooksOnce() throws InterruptedException {
    int[] looks = {0};
    assertThat(wait.until(() -> ++looks[0] > 1, Duration.ZERO)).isFalse();
    assertThat(looks[0]).isEqualTo(1);
    assertThat(set).isEmpty();
  }

  @Test
  void aWakeLetsEveryoneLookAgain() throws InterruptedException {
    AtomicBoolean open = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(Thread.startVirtualThread(() -> waitQuietly(open)));
    }
    while (wait.waiting() < 3) {
      Thread.onSpinWait();
    }
    open.set(true);
    wait.wake();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wait.waiting()).isZero();
  }

  @Test
  void aWakeBetweenTheLookAndTheParkingIsNotLost() throws InterruptedException {
    boolean[] open = {false};
    int[] looks = {0};
    wait.until(
        () -> {
          boolean seen = open[0];
          if (++looks[0] == 2) { // the look after which it would park
            open[0] = true;
            wait.wake();
          }
          return seen;
        });
    assertThat(looks[0]).isEqualTo(3);
  }

  @Test
  void aConditionThatEatsThePermitDoesNotLoseTheWake() throws InterruptedException {
    boolean[] open = {false};
    int[] looks = {0};
    wait.until(
        () -> {
          boolean seen = open[0];
          if (++looks[0] == 2) {
            open[0] = true;
            wait.wake();
            LockSupport.park(); // takes the permit, as a contended lock would
          }
          return seen;
        });
    assertThat(wait.waiting()).isZero();
  }

  @Test
  void aDeadlineIsATimerAndEndsTheWaitWithFalse() throws InterruptedException {
    int[] looks = {0};
    boolean held =
        wait.until(
            () -> {
              if (++looks[0] == 2) {
                set.getFirst().run();
              }
              return false;
            },
            Duration.ofSeconds(5));
    assertThat(held).isFalse();
    assertThat(wait.waiting()).isZero();
  }

  @Test
  void aConditionThatHoldsAtTheDeadlineWins() throws InterruptedException {
    int[] looks = {0};
    boolean held =
        wait.until(
            () -> {
              if (++looks[0] == 2) {
                set.getFirst().run();
              }
              return looks[0] == 3;
            },
            Duration.ofSeconds(5));
    assertThat(held).isTrue();
  }

  @Test
  void aWaitThatSucceedsCancelsItsTimer() throws InterruptedException {
    int[] looks = {0};
    assertThat(
            wait.until(
                () -> {
                  wait.wake();
                  return ++looks[0] == 3;
                },
                Duration.ofSeconds(5)))
        .isTrue();
    assertThat(cancelled).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitAndLeavesNobodyWaiting() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> wait.until(() -> false)).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> wait.until(() -> false, Duration.ofSeconds(5)))
        .isInstanceOf(InterruptedException.class);
    assertThat(wait.waiting()).isZero();
    assertThat(cancelled).isEqualTo(1);
  }

  @Test
  void aTimerThatCannotBeSetLeavesNobodyWaiting() {
    AtomicReference<Timer> none = new AtomicReference<>();
    ParkingWait stopped =
        new ParkingWait(
            (delay, action) -> {
              throw new IllegalStateException("stopped " + none);
            });
    assertThatThrownBy(() -> stopped.until(() -> false, Duration.ofSeconds(5)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stopped.waiting()).isZero();
  }

  private void waitQuietly(AtomicBoolean open) {
    try {
      wait.until(open::get);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
