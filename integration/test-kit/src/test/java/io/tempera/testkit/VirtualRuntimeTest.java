package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VirtualRuntimeTest {
  private final VirtualRuntime runtime = new VirtualRuntime(7);
  private final List<String> seen = new ArrayList<>();

  @Test
  void timersRunInTheOrderOfTheirTimesAndThenOfTheirSetting() {
    runtime.timers().after(Duration.ofSeconds(2), () -> seen.add("2 s"));
    runtime.timers().after(Duration.ofSeconds(1), () -> seen.add("1 s, first"));
    runtime.timers().after(Duration.ofSeconds(1), () -> seen.add("1 s, second"));
    runtime.timers().after(Duration.ofSeconds(-1), () -> seen.add("at once"));
    assertThat(seen).isEmpty();
    runtime.runUntilIdle();
    assertThat(seen).containsExactly("at once");
    runtime.advance(Duration.ofMillis(1_999));
    assertThat(seen).containsExactly("at once", "1 s, first", "1 s, second");
    runtime.advance(Duration.ofMillis(1));
    assertThat(seen).last().isEqualTo("2 s");
    assertThat(runtime.elapsed()).isEqualTo(Duration.ofSeconds(2));
    runtime.assertNothingLeft();
  }

  @Test
  void aTimerIsCancelledOnceAndNotAfterItRan() {
    Timer timer = runtime.timers().after(Duration.ofSeconds(1), () -> seen.add("never"));
    assertThat(timer.cancel()).isTrue();
    assertThat(timer.cancel()).isFalse();
    Timer ran = runtime.timers().after(Duration.ZERO, () -> seen.add("ran"));
    runtime.runUntilIdle();
    assertThat(ran.cancel()).isFalse();
    assertThat(seen).containsExactly("ran");
  }

  @Test
  void timePassesWhileATaskWaitsAndNotOtherwise() throws Exception {
    Wait wait = runtime.newWait();
    boolean held = runtime.call(() -> wait.until(() -> false, Duration.ofSeconds(300)));
    assertThat(held).isFalse();
    assertThat(runtime.elapsed()).isEqualTo(Duration.ofSeconds(300));
    assertThat(runtime.clock().wallTime()).isEqualTo("2026-01-01T00:05:00Z");
    runtime.assertNothingLeft();
  }

  @Test
  void aTaskIsWokenByAnotherOneAndTheTimerOfItsWaitIsGone() throws Exception {
    AtomicBoolean open = new AtomicBoolean();
    Wait wait = runtime.newWait();
    runtime.start(
        "opens",
        () -> {
          pause(1);
          open.set(true);
          wait.wake();
        });
    assertThat(runtime.call(() -> wait.until(open::get, Duration.ofSeconds(10)))).isTrue();
    assertThat(runtime.elapsed()).isEqualTo(Duration.ofSeconds(1));
    runtime.assertNothingLeft();
  }

  @Test
  void aTaskIsJoinedByTheTestAndByOtherTasks() throws Exception {
    Task first = runtime.start("first", () -> pause(5));
    Task second =
        runtime.start(
            "second",
            () -> {
              first.join();
              seen.add("joined at " + runtime.elapsed());
            });
    second.join();
    assertThat(seen).containsExactly("joined at PT5S");
    assertThat(first.isDone()).isTrue();
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    Task task =
        runtime.start(
            "waits",
            () -> {
              try {
                parkForEver();
              } catch (InterruptedException e) {
                seen.add("interrupted");
              }
            });
    runtime.runUntilIdle();
    task.interrupt();
    task.join();
    assertThat(seen).containsExactly("interrupted");
    runtime.assertNothingLeft();
  }

  @Test
  void aCallRethrowsWhatItsBodyThrew() {
    assertThatThrownBy(
            () ->
                runtime.call(
                    () -> {
                      throw new IOException("x");
                    }))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                runtime.run(
                    () -> {
                      throw new AssertionError("y");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("y");
    runtime.assertNothingLeft();
  }

  @Test
  void aCallThatNothingCanEndFailsAndSaysWhereItIsParked() {
    assertThatThrownBy(() -> runtime.run(this::parkForEver))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("task 'call'")
        .hasMessageContaining("parkForEver");
  }

  @Test
  void aConditionThatIsNotMetInTimeFailsAndNamesWhatIsLeft() {
    runtime.timers().after(Duration.ofSeconds(11), () -> seen.add("late"));
    assertThatThrownBy(() -> runtime.runUntil(() -> !seen.isEmpty(), Duration.ofSeconds(10)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("timer due in PT11S, set by the test");
    runtime.runUntil(() -> !seen.isEmpty(), Duration.ofSeconds(11));
  }

  @Test
  void whatIsLeftAtTheEndIsNamed() {
    runtime.start("forgotten", this::parkForEver);
    assertThatThrownBy(runtime::assertNothingLeft).hasMessageContaining("task 'forgotten'");
    VirtualRuntime other = new VirtualRuntime();
    other.timers().after(Duration.ofSeconds(3), () -> seen.add("never"));
    assertThatThrownBy(other::assertNothingLeft).hasMessageContaining("timer due in PT3S");
  }

  @Test
  void whatNobodyCaughtFailsTheEndUnlessItWasLookedAt() {
    Mailbox<String> mailbox =
        runtime.newMailbox(
            event -> {
              throw new IllegalStateException("handler " + event);
            });
    mailbox.post("m");
    runtime.start(
        "bad",
        () -> {
          throw new IOException("task");
        });
    runtime
        .timers()
        .after(
            Duration.ZERO,
            () -> {
              throw new IllegalStateException("timer");
            });
    assertThatThrownBy(runtime::assertNothingLeft)
        .hasMessageContaining("nobody caught")
        .satisfies(error -> assertThat(error.getSuppressed()).hasSize(3));
    assertThat(runtime.uncaught())
        .extracting(Throwable::getMessage)
        .anyMatch(text -> text.contains("Task 'bad'"));
    runtime.assertNothingLeft();
  }

  @Test
  void aForeignThreadThatWakesATaskFailsTheRun() throws InterruptedException {
    AtomicBoolean open = new AtomicBoolean();
    Wait wait = runtime.newWait();
    runtime.start("waits", () -> wait.until(open::get));
    runtime.runUntilIdle();
    Thread foreigner =
        Thread.ofPlatform()
            .name("foreigner")
            .uncaughtExceptionHandler((thread, thrown) -> {})
            .start(
                () -> {
                  open.set(true);
                  wait.wake();
                });
    foreigner.join();
    assertThatThrownBy(runtime::runUntilIdle)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("'foreigner'");
  }

  @Test
  void aForeignVirtualThreadThatSetsATimerFailsTheRun() throws InterruptedException {
    Thread.ofVirtual()
        .name("foreigner")
        .uncaughtExceptionHandler((thread, thrown) -> {})
        .start(() -> runtime.timers().after(Duration.ZERO, () -> seen.add("never")))
        .join();
    assertThatThrownBy(runtime::runUntilIdle).hasMessageContaining("set a timer");
    assertThat(seen).isEmpty();
  }

  @Test
  void theOnePlatformThreadMayNotBlock() {
    assertThatThrownBy(() -> runtime.newWait().until(() -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("VirtualRuntime.call");
    runtime.timers().after(Duration.ZERO, runtime::runUntilIdle);
    runtime.runUntilIdle();
    assertThat(runtime.uncaught()).hasSize(1);
  }

  @Test
  void theSameSeedGivesTheSameOrderAndAnotherSeedAnotherOne() {
    assertThat(story(VirtualRuntime.shuffled(3))).isEqualTo(story(VirtualRuntime.shuffled(3)));
    assertThat(story(new VirtualRuntime(3))).isEqualTo(story(new VirtualRuntime(3)));
    List<List<String>> stories = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      stories.add(story(VirtualRuntime.shuffled(seed)));
    }
    assertThat(stories).doesNotHaveDuplicates();
  }

  @Test
  void shuffledTimersOfOneInstantKeepTheirOrder() {
    VirtualRuntime shuffled = VirtualRuntime.shuffled(11);
    for (int i = 0; i < 10; i++) {
      String name = "timer " + i;
      shuffled.timers().after(Duration.ZERO, () -> seen.add(name));
      shuffled.start("noise", Thread::yield);
    }
    shuffled.runUntilIdle();
    assertThat(seen).hasSize(10).isSorted();
  }

  @Test
  void chanceStaysBelowItsBound() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(runtime.chance().below(3)).isBetween(0L, 2L);
    }
    assertThatThrownBy(() -> runtime.chance().below(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> story(VirtualRuntime runtime) {
    List<String> story = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      String name = "task " + t;
      runtime.start(
          name,
          () -> {
            for (int i = 0; i < 5; i++) {
              story.add(name + " " + runtime.nowNanos());
              if (runtime.chance().below(2) == 0) {
                Thread.yield();
              } else {
                Duration pause = Duration.ofMillis(1 + runtime.chance().below(3));
                runtime.newWait().until(() -> false, pause);
              }
            }
          });
    }
    runtime.advance(Duration.ofSeconds(1));
    runtime.assertNothingLeft();
    return story;
  }

  private void parkForEver() throws InterruptedException {
    runtime.newWait().until(() -> false);
  }

  private void pause(int seconds) throws InterruptedException {
    runtime.newWait().until(() -> false, Duration.ofSeconds(seconds));
  }
}
