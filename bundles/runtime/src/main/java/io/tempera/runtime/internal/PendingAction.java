package io.tempera.runtime.internal;

import io.tempera.runtime.Timer;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** One timer: whoever takes the action out, the clock or a cancel, has won. */
final class PendingAction implements Timer, Runnable {
  private static final AtomicReferenceFieldUpdater<PendingAction, Runnable> ACTION =
      AtomicReferenceFieldUpdater.newUpdater(PendingAction.class, Runnable.class, "action");

  /** Null once it was taken out. */
  private volatile Runnable action;

  private final UncaughtReport report;
  private volatile Future<?> queued;

  PendingAction(Runnable action, UncaughtReport report) {
    this.action = action;
    this.report = report;
  }

  void scheduled(Future<?> future) {
    queued = future;
  }

  @Override
  public void run() {
    Runnable taken = ACTION.getAndSet(this, null);
    if (taken == null) {
      return;
    }
    try {
      taken.run();
    } catch (Throwable thrown) {
      report.uncaught("A timer's action, " + taken.getClass().getName() + ",", thrown);
    }
  }

  @Override
  public boolean cancel() {
    if (ACTION.getAndSet(this, null) == null) {
      return false;
    }
    queued.cancel(false);
    return true;
  }
}
