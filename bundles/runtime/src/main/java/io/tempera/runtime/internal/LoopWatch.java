package io.tempera.runtime.internal;

import io.tempera.failure.TemperaException;
import io.tempera.runtime.TaskTrace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at a carrier from outside, on the timers' thread, once in each {@link
 * LoopSettings#holdLimit} while there is something to look at: says which task holds the loop while
 * it does, and sees to it that the others go on.
 */
final class LoopWatch {
  private final CarrierParts parts;
  private final LoopCarrier carrier;
  private final AtomicBoolean looking = new AtomicBoolean();

  /** Written on the loop: who runs there since when, null for nobody, and how many turns began. */
  private volatile CarriedTask carried;

  private volatile long since;
  private volatile long turns;

  /** Whether a task holds the loop: those that can go on do so elsewhere. */
  private volatile boolean held;

  // The timers' thread's.
  private long turnsSeen;
  private boolean waitingSeen;
  private long holdTold;

  LoopWatch(CarrierParts parts, LoopCarrier carrier) {
    this.parts = parts;
    this.carrier = carrier;
  }

  /** A turn of the loop was asked for. Any thread. */
  void turnAsked() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      lookLater();
    }
  }

  /** A turn has begun. On the loop. */
  void turnBegan() {
    turns++;
  }

  /** A task goes on. On the loop. */
  void carries(CarriedTask task, long nowNanos) {
    since = nowNanos;
    carried = task;
  }

  /** It waits. On the loop. */
  void carriesNobody() {
    carried = null;
    if (held) {
      held = false;
    }
  }

  /** Whether a task was seen to hold the loop, and does so still. Any thread. */
  boolean isHeld() {
    return held;
  }

  private void lookLater() {
    try {
      parts.timers().after(parts.settings().get().holdLimit(), this::look);
    } catch (TemperaException stopped) {
      // The runtime goes, and with it the node; nobody is to look any more.
      looking.set(false);
    }
  }

  private void look() {
    boolean carrying = carried != null;
    lookForHold();
    boolean waiting = carrier.isWaitingForTurn();
    boolean turned = turns != turnsSeen;
    if (held || (waiting && waitingSeen && !turned)) {
      carrier.moveOn();
    }
    waitingSeen = waiting;
    turnsSeen = turns;
    if (carrying || waiting || turned) {
      lookLater();
      return;
    }
    looking.set(false);
    if (carrier.isWaitingForTurn()) {
      turnAsked();
    }
  }

  private void lookForHold() {
    CarriedTask task = carried;
    long began = since;
    Duration time = Duration.ofNanos(parts.clock().nanos() - began);
    if (task == null || time.compareTo(parts.settings().get().holdLimit()) <= 0) {
      return;
    }
    if (holdTold != began) {
      holdTold = began;
      parts.tracer().trace(new TaskTrace.HoldsLoop(task.name(), time, task.where()));
    }
    held = true;
    if (carried != task || since != began) {
      // It waits by now, and whoever wrote that may not have seen the flag.
      held = false;
    }
  }
}
