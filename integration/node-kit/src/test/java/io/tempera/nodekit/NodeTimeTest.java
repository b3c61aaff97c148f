package io.tempera.nodekit;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Wait;
import io.tempera.runtime.internal.RuntimeComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTimeTest {
  private final RuntimeComponent own = new RuntimeComponent();
  private final HeldRuntime runtime = new HeldRuntime(own);
  private final NodeTime time = runtime.time();
  private final Thread test = Thread.currentThread();

  /** What happened, and when. */
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    own.close();
  }

  private void see(String what) {
    seen.add(what + " after " + time.passed().toMillis());
  }

  /**
   * Returns when the test waits: whoever it does not wait for lets it go on, and comes too late.
   */
  private void untilTheTestWaits() {
    while (test.getState() != Thread.State.TIMED_WAITING && !seen.contains("over")) {
      Thread.onSpinWait();
    }
  }

  private void advance(Duration duration) throws InterruptedException {
    time.advance(duration);
    seen.add("over");
  }

  private static boolean sleep(Wait wait, Duration duration) {
    try {
      return wait.until(() -> false, duration);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itStandsStill() throws InterruptedException {
    long nanos = runtime.clock().nanos();
    Instant wall = runtime.clock().wallTime();
    time.advance(ZERO);
    assertThat(runtime.clock().nanos()).isEqualTo(nanos);
    time.advance(ofSeconds(97));
    assertThat(runtime.clock().nanos() - nanos).isEqualTo(ofSeconds(97).toNanos());
    assertThat(runtime.clock().wallTime()).isEqualTo(wall.plusSeconds(97));
    assertThat(time.passed()).isEqualTo(ofSeconds(97));
  }

  @Test
  void timersFireAtTheirOwnMomentsInOrder() throws InterruptedException {
    time.after(ofMillis(30), () -> see("third"));
    time.after(ofMillis(10), () -> see("first"));
    time.after(
        ofMillis(20),
        () -> {
          see("second");
          time.after(ofMillis(9), () -> see("set by the second"));
        });
    time.after(ofMillis(30), () -> see("fourth"));
    time.advance(ofMillis(30).minus(ofNanos(1)));
    assertThat(seen)
        .containsExactly("first after 10", "second after 20", "set by the second after 29");
    time.advance(ofNanos(1));
    assertThat(seen).endsWith("third after 30", "fourth after 30").hasSize(5);
  }

  @Test
  void aTimerThatIsCancelledDoesNotFire() throws InterruptedException {
    Timer timer = time.after(ofSeconds(1), () -> see("cancelled"));
    Timer fired = time.after(ofSeconds(1), () -> see("fired"));
    assertThat(timer.cancel()).isTrue();
    assertThat(timer.cancel()).isFalse();
    time.advance(ofSeconds(1));
    assertThat(seen).containsExactly("fired after 1000");
    assertThat(fired.cancel()).isFalse();
  }

  @Test
  void aTimerOfNoDelayFiresWithoutTheTimePassing() throws InterruptedException {
    time.after(
        ZERO,
        () -> {
          untilTheTestWaits();
          see("at once");
        });
    advance(ZERO);
    assertThat(seen).containsExactly("at once after 0", "over");
  }

  @Test
  void aTimerFarAwayNeverFires() throws InterruptedException {
    time.after(ofSeconds(Long.MAX_VALUE), () -> see("the end of the world"));
    time.advance(ofDays(36_500));
    assertThat(seen).isEmpty();
  }

  @Test
  void aTaskThatATimerWokeIsWaitedForBeforeTheNextFires() throws InterruptedException {
    Wait wait = runtime.newWait();
    runtime
        .tasks()
        .start(
            "sleeper",
            () -> {
              for (int i = 0; i < 2; i++) {
                assertThat(sleep(wait, ofMillis(10))).isFalse();
                untilTheTestWaits();
                see("woken");
              }
            });
    time.advance(ZERO);
    time.after(ofMillis(15), () -> see("timer"));
    advance(ofMillis(20));
    assertThat(seen).containsExactly("woken after 10", "timer after 15", "woken after 20", "over");
  }

  @Test
  void whomATaskWakesOrStartsIsWaitedForToo() throws InterruptedException {
    Wait wait = runtime.newWait();
    runtime
        .tasks()
        .start(
            "waiting",
            () -> {
              try {
                wait.until(() -> seen.contains("timer after 10"));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              untilTheTestWaits();
              see("woken");
              runtime
                  .tasks()
                  .start(
                      "started",
                      () -> {
                        untilTheTestWaits();
                        see("started");
                      });
            });
    time.advance(ZERO);
    time.after(
        ofMillis(10),
        () -> {
          see("timer");
          wait.wake();
        });
    advance(ofMillis(10));
    assertThat(seen)
        .containsExactly("timer after 10", "woken after 10", "started after 10", "over");
  }

  @Test
  void aTaskThatIsInterruptedIsWaitedFor() throws InterruptedException {
    Wait wait = runtime.newWait();
    Task task =
        runtime
            .tasks()
            .start(
                "interrupted",
                () -> {
                  try {
                    wait.until(() -> false);
                  } catch (InterruptedException asked) {
                    untilTheTestWaits();
                    see("interrupted");
                  }
                });
    time.advance(ZERO);
    task.interrupt();
    advance(ofMillis(10));
    assertThat(seen).containsExactly("interrupted after 0", "over");
    task.interrupt();
    time.advance(ZERO);
  }

  @Test
  void anEventIsWaitedForFromItsPosting() throws InterruptedException {
    CountDownLatch posted = new CountDownLatch(1);
    Mailbox<String> mailbox =
        runtime.newMailbox(
            event -> {
              posted.countDown();
              untilTheTestWaits();
              see(event);
            });
    Thread.ofPlatform().start(() -> mailbox.post("first"));
    posted.await();
    mailbox.post("behind it");
    advance(ofMillis(10));
    assertThat(seen).containsExactly("first after 0", "behind it after 0", "over");
  }

  @Test
  void aConditionThatHoldsEndsAWaitBeforeItsDeadline() throws InterruptedException {
    Wait wait = runtime.newWait();
    runtime
        .tasks()
        .start(
            "waiting",
            () -> {
              try {
                assertThat(wait.until(() -> seen.contains("timer after 10"), ofMillis(20)))
                    .isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              see("held");
            });
    time.advance(ZERO);
    time.after(ofMillis(9), wait::wake);
    time.after(
        ofMillis(10),
        () -> {
          see("timer");
          wait.wake();
        });
    time.advance(ofMillis(30));
    assertThat(seen).containsExactly("timer after 10", "held after 10");
  }

  @Test
  void aTimerThatSomebodyElseSetsCanBeAwaited() throws InterruptedException {
    Thread.ofPlatform()
        .start(
            () -> {
              untilTheTestWaits();
              time.after(ofSeconds(2), () -> see("another"));
              time.after(ofSeconds(1), () -> see("awaited"));
            });
    time.awaitTimerIn(ofSeconds(1));
    time.advance(ofSeconds(1));
    assertThat(seen).containsExactly("awaited after 1000");
  }

  @Test
  void onceItFlowsWhatIsLeftFiresByItself() throws InterruptedException {
    CountDownLatch fired = new CountDownLatch(2);
    time.after(ofMillis(1), fired::countDown);
    time.advance(ofNanos(1));
    Duration before = time.passed();
    time.flow();
    time.after(ofMillis(1), fired::countDown);
    fired.await();
    assertThat(time.passed()).isGreaterThan(before);
  }
}
