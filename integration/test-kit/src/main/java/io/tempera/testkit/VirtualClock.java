package io.tempera.testkit;

import io.tempera.runtime.Clock;
import java.time.Instant;

/** Virtual time as a clock. */
record VirtualClock(VirtualScheduler scheduler, Instant wallStart) implements Clock {
  @Override
  public long nanos() {
    return scheduler.nowNanos();
  }

  @Override
  public Instant wallTime() {
    return wallStart.plusNanos(scheduler.nowNanos() - VirtualScheduler.START_NANOS);
  }
}
