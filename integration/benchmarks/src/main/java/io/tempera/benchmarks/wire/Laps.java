package io.tempera.benchmarks.wire;

import java.util.Arrays;

/** Takes the time of one thing after another. The first begins when it is made. */
public final class Laps {
  private final long[] nanos;
  private int taken;
  private long began = System.nanoTime();

  /** For so many laps. */
  public Laps(int count) {
    nanos = new long[count];
  }

  /** One lap is over, the next begins. */
  public void lap() {
    long now = System.nanoTime();
    nanos[taken] = now - began;
    taken++;
    began = now;
  }

  /** Whether each has been taken. */
  public boolean isOver() {
    return taken == nanos.length;
  }

  /** How long each took. */
  public long[] nanos() {
    return Arrays.copyOf(nanos, taken);
  }
}
