package io.tempera.runtime.internal;

import io.tempera.runtime.Timer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** One timer: whoever takes the action out, the clock or a cancel, has won. */
final class PendingAction implements Timer, Comparable<PendingAction> {
  private static final AtomicReferenceFieldUpdater<PendingAction, Runnable> ACTION =
      AtomicReferenceFieldUpdater.newUpdater(PendingAction.class, Runnable.class, "action");

  private final long at;
  private final int number;

  /** Null once it was taken. */
  private volatile Runnable action;

  /**
   * An action to come.
   *
   * @param at when, in the nanoseconds of {@link System#nanoTime}
   * @param number tells apart those of one moment; may wrap
   */
  PendingAction(long at, int number, Runnable action) {
    this.at = at;
    this.number = number;
    this.action = action;
  }

  /** When it is to run. */
  long at() {
    return at;
  }

  /** Whether nothing is left to run. */
  boolean isOver() {
    return action == null;
  }

  /** Runs the action, unless it was cancelled. */
  void run(UncaughtReport report) {
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
    return ACTION.getAndSet(this, null) != null;
  }

  /** By moment, and by number within one. */
  @Override
  public int compareTo(PendingAction other) {
    long sooner = at - other.at;
    return sooner != 0 ? Long.signum(sooner) : Integer.signum(number - other.number);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
