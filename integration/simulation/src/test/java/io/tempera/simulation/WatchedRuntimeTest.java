package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WatchedRuntimeTest {
  private final VirtualRuntime real = new VirtualRuntime();
  private final WatchedRuntime watched = new WatchedRuntime(real);

  private static void fail() {
    throw new IllegalStateException("for the test");
  }

  private void itIsNoticed(String where) {
    real.advance(Duration.ofSeconds(1));
    assertThat(watched.thrown()).singleElement().asString().contains(where, "for the test");
    assertThat(real.uncaught()).hasSize(1);
  }

  @Test
  void whatATaskThrowsIsNoticed() {
    watched.tasks().start("one", WatchedRuntimeTest::fail);
    itIsNoticed("task 'one'");
  }

  @Test
  void whatATaskNearALoopThrowsIsNoticed() {
    watched.tasks().near(Runnable::run).start("one", WatchedRuntimeTest::fail);
    itIsNoticed("task 'one'");
  }

  @Test
  void whatATimersActionThrowsIsNoticed() {
    watched.timers().after(Duration.ZERO, WatchedRuntimeTest::fail);
    itIsNoticed("a timer's action");
  }

  @Test
  void whatAMailboxsHandlerThrowsIsNoticed() {
    watched.newMailbox(event -> fail()).post("one");
    itIsNoticed("a mailbox's handler");
  }
}
