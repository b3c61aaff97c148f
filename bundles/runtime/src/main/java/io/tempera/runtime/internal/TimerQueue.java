package io.tempera.runtime.internal;

import java.util.PriorityQueue;

/**
 * Timers in the order in which they are due. Most are cancelled long before: those stay, without
 * their action, until it is their turn or until every second one may be such, so that a cancel
 * costs nothing here. For one thread at a time.
 */
final class TimerQueue {
  /** So few are not looked through. */
  static final int LEAST_SWEPT = 64;

  private final PriorityQueue<PendingAction> timers = new PriorityQueue<>();
  private int numbered;
  private int sweepAt = LEAST_SWEPT;

  /** Adds a timer. */
  PendingAction add(long at, Runnable action) {
    if (timers.size() >= sweepAt) {
      timers.removeIf(PendingAction::isOver);
      sweepAt = Math.max(LEAST_SWEPT, 2 * timers.size());
    }
    PendingAction added = new PendingAction(at, numbered++, action);
    timers.add(added);
    return added;
  }

  /** The next one, cancelled or not; null when there is none. */
  PendingAction first() {
    return timers.peek();
  }

  /** Lets go of cancelled ones, until the next one is none. */
  void skipCancelled() {
    for (PendingAction first = first(); first != null && first.isOver(); first = first()) {
      timers.remove();
    }
  }

  /** Takes out what {@link #first} returned. */
  void removeFirst() {
    timers.remove();
  }

  /** How many were not cancelled. */
  int pending() {
    return (int) timers.stream().filter(timer -> !timer.isOver()).count();
  }

  /** How many are kept, cancelled ones included. */
  int size() {
    return timers.size();
  }

  /** Forgets all. */
  void clear() {
    timers.clear();
  }
}
