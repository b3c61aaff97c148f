package io.tempera.runtime.internal;

import io.tempera.runtime.Clock;
import java.time.Instant;

/** The machine's clocks. */
final class SystemClock implements Clock {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant wallTime() {
    return Instant.now();
  }
}
