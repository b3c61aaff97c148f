package io.tempera.runtime.internal;

import io.tempera.runtime.Timer;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** One timer: whoever takes the action out, the clock or a cancel, has won. */
final class PendingAction implements Timer, Runnable {
  private final AtomicReference<Runnable> action;
  private final UncaughtReport report;
  private volatile Future<?> queued;

  PendingAction(Runnable action, UncaughtReport report) {
    this.action = new AtomicReference<>(action);
    this.report = report;
  }

  void scheduled(Future<?> future) {
    queued = future;
  }

  @Override
  public void run() {
    Runnable taken = action.getAndSet(null);
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
    if (action.getAndSet(null) == null) {
      return false;
    }
    queued.cancel(false);
    return true;
  }
}
