package io.tempera.runtime.internal;

import io.tempera.runtime.Clock;
import io.tempera.runtime.TaskTrace;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs the continuations of tasks on one event loop: in each turn of the loop every task that can
 * go on once, and none is begun after {@link LoopSettings#turnLimit}. A task that can go on again
 * in the same turn waits for the next, so that the sockets are looked at in between.
 *
 * <p>Nothing is left behind: what waits here while a task holds the loop, while the loop does not
 * turn, or when it has ended, goes on on the JDK's own scheduler.
 */
final class LoopCarrier implements Runnable {
  private final Executor loop;
  private final Executor elsewhere;
  private final Clock clock;
  private final Tracer tracer;
  private final Supplier<LoopSettings> settings;
  private final LoopWatch watch;
  private final Queue<CarriedTask> ready = new ConcurrentLinkedQueue<>();

  /** Whether a turn was asked for and has not begun. */
  private final AtomicBoolean asked = new AtomicBoolean();

  /** The loop's. */
  private long turn;

  /**
   * A carrier without tasks.
   *
   * @param loop see {@link io.tempera.runtime.Tasks#near}
   * @param elsewhere the JDK's own scheduler
   */
  LoopCarrier(Executor loop, Executor elsewhere, CarrierParts parts) {
    this.loop = loop;
    this.elsewhere = elsewhere;
    this.clock = parts.clock();
    this.tracer = parts.tracer();
    this.settings = parts.settings();
    this.watch = new LoopWatch(parts, this);
  }

  long nanos() {
    return clock.nanos();
  }

  Executor elsewhere() {
    return elsewhere;
  }

  /** A task can go on. Any thread; never blocks, never throws. */
  void makeReady(CarriedTask task) {
    if (watch.isHeld()) {
      task.runElsewhere();
      return;
    }
    ready.add(task);
    askForTurn();
  }

  private void askForTurn() {
    if (asked.compareAndSet(false, true)) {
      watch.turnAsked();
      try {
        loop.execute(this);
      } catch (RejectedExecutionException loopHasEnded) {
        moveOn();
      }
    }
  }

  /** Whether a turn was asked for and has not begun. */
  boolean isWaitingForTurn() {
    return asked.get();
  }

  /** Lets all that waits go on elsewhere. Any thread. */
  void moveOn() {
    // Before the queue is emptied: who comes later asks for a turn again.
    asked.set(false);
    for (CarriedTask task = ready.poll(); task != null; task = ready.poll()) {
      task.runElsewhere();
    }
  }

  /** One turn. On the loop. */
  @Override
  public void run() {
    asked.set(false);
    turn++;
    watch.turnBegan();
    LoopSettings now = settings.get();
    long limit = now.turnLimit().toNanos();
    long hold = now.holdLimit().toNanos();
    long began = clock.nanos();
    long time = began;
    while (time - began < limit) {
      CarriedTask task = ready.poll();
      if (task == null) {
        return;
      }
      if (task.hasRunIn(turn)) {
        ready.add(task);
        break;
      }
      time = carry(task, time, hold);
    }
    if (!ready.isEmpty()) {
      askForTurn();
    }
  }

  private long carry(CarriedTask task, long began, long holdNanos) {
    watch.carries(task, began);
    task.run();
    watch.carriesNobody();
    long ended = clock.nanos();
    if (ended - began > holdNanos) {
      Duration held = Duration.ofNanos(ended - began);
      task.held(ended)
          .ifPresent(away -> tracer.trace(new TaskTrace.MovedFromLoop(task.name(), held, away)));
    }
    return ended;
  }
}
