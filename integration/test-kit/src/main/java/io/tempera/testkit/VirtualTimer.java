package io.tempera.testkit;

import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.Comparator;

/** A timer under virtual time; ordered by when it is due, then by when it was set. */
final class VirtualTimer implements Timer, Comparable<VirtualTimer> {
  private static final Comparator<VirtualTimer> ORDER =
      Comparator.comparingLong((VirtualTimer timer) -> timer.dueNanos)
          .thenComparingLong(timer -> timer.sequence);

  final long dueNanos;
  final long sequence;
  private final VirtualScheduler scheduler;
  private final Runnable action;
  private final String setBy;

  VirtualTimer(
      VirtualScheduler scheduler, long dueNanos, long sequence, Runnable action, String setBy) {
    this.scheduler = scheduler;
    this.dueNanos = dueNanos;
    this.sequence = sequence;
    this.action = action;
    this.setBy = setBy;
  }

  void run() {
    action.run();
  }

  @Override
  public boolean cancel() {
    return scheduler.cancel(this);
  }

  @Override
  public int compareTo(VirtualTimer other) {
    return ORDER.compare(this, other);
  }

  /** Says when it is due, what it does and who set it. */
  String describe(long nowNanos) {
    return "timer due in "
        + Duration.ofNanos(dueNanos - nowNanos)
        + ", set by "
        + setBy
        + ": "
        + action.getClass().getName();
  }

  @Override
  public String toString() {
    return describe(0);
  }
}
