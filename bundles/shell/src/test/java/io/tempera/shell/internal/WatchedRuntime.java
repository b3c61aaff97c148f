package io.tempera.shell.internal;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import io.tempera.runtime.internal.RuntimeComponent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The real runtime, which remembers what was started and set, to see that nothing is left. */
final class WatchedRuntime implements TemperaRuntime, AutoCloseable {
  private final RuntimeComponent real = new RuntimeComponent();
  private final List<Task> tasks = new CopyOnWriteArrayList<>();
  private final List<PendingTimer> timers = new CopyOnWriteArrayList<>();
  private final Wait started = real.newWait();
  private final Wait cancelled = real.newWait();
  private volatile boolean expiring;

  /**
   * Waits until every task has ended; the safety net of a test's time limit is for those that do
   * not.
   */
  void joinAll() throws InterruptedException {
    for (Task task : tasks) {
      task.join();
    }
  }

  /** Waits until so many tasks were started. */
  void awaitTasks(int count) throws InterruptedException {
    started.until(() -> tasks.size() >= count);
  }

  /** How many timers are set. */
  int pendingTimers() {
    return timers.size();
  }

  /** Waits until no timer is set. */
  void awaitNoTimer() throws InterruptedException {
    cancelled.until(timers::isEmpty);
  }

  /** Makes every timer due now, and each that is set from now on at once. */
  void expireTimers() {
    expiring = true;
    timers.forEach(PendingTimer::run);
  }

  @Override
  public Tasks tasks() {
    return (name, body) -> {
      Task task = real.tasks().start(name, body);
      tasks.add(task);
      started.wake();
      return task;
    };
  }

  /** Timers that wait for {@link #expireTimers}: no test depends on how fast the machine is. */
  @Override
  public Timers timers() {
    return (delay, action) -> {
      PendingTimer timer = new PendingTimer(delay, action);
      timers.add(timer);
      if (expiring) {
        timer.run();
      }
      return timer;
    };
  }

  @Override
  public Clock clock() {
    return real.clock();
  }

  @Override
  public Chance chance() {
    return real.chance();
  }

  @Override
  public Wait newWait() {
    return real.newWait();
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return real.newMailbox(handler);
  }

  @Override
  public void close() {
    real.close();
  }

  private final class PendingTimer implements Timer {
    private final Runnable action;

    PendingTimer(Duration delay, Runnable action) {
      if (!delay.isPositive()) {
        throw new AssertionError("A timer of " + delay);
      }
      this.action = action;
    }

    void run() {
      if (timers.remove(this)) {
        action.run();
      }
    }

    @Override
    public boolean cancel() {
      boolean pending = timers.remove(this);
      cancelled.wake();
      return pending;
    }
  }
}
