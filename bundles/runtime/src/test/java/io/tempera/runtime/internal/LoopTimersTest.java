package io.tempera.runtime.internal;

import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Timers that tasks on an event loop and the loop itself set at the same time. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_24)
class LoopTimersTest {
  private final HandLoop loop = new HandLoop();
  private final RuntimeComponent runtime = new RuntimeComponent(LoopSettings.ON, new TracerHub());
  private final AtomicBoolean over = new AtomicBoolean();
  private final CountDownLatch lastTurn = new CountDownLatch(1);

  @AfterEach
  void end() {
    over.set(true);
    loop.end();
    runtime.close();
  }

  /**
   * A task that waits for a lock before its loop's thread, and can have it when the loop turns
   * only, would stop the loop; were it the timers' lock, it would stop the watch as well.
   */
  @Test
  void tasksAndTheirLoopSetTimersWithoutStandingInEachOthersWay() throws Exception {
    Tasks near = runtime.tasks().near(loop);
    loop.execute(this::turn);
    Thread beside = Thread.ofPlatform().start(this::setTimersUntilOver);
    Task[] tasks = new Task[8];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = near.start("sets timers " + i, this::setTimersInTurns);
    }
    for (Task task : tasks) {
      task.join();
    }
    over.set(true);
    beside.join();
    lastTurn.await();
  }

  private void turn() {
    setTimers();
    if (over.get()) {
      lastTurn.countDown();
    } else {
      loop.execute(this::turn);
    }
  }

  private void setTimersUntilOver() {
    while (!over.get()) {
      setTimers();
    }
  }

  private void setTimersInTurns() {
    for (int i = 0; i < 200; i++) {
      setTimers();
      Thread.yield();
    }
  }

  private void setTimers() {
    for (int i = 0; i < 100; i++) {
      runtime.timers().after(Duration.ofHours(1), () -> {}).cancel();
    }
  }
}
