package io.tempera.benchmarks;

import java.util.Arrays;

/** How long something took, again and again. For one thread at a time. */
public final class Times {
  private static final double MICROSECOND = 1e3;

  private long[] nanos = new long[1_024];
  private int count;

  /** None yet. */
  public Times() {}

  /** One more. */
  public void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = taken;
    count++;
  }

  /** More. */
  public void addAll(long... taken) {
    for (long one : taken) {
      add(one);
    }
  }

  /** Half of them took less, in microseconds. */
  public double median() {
    return sorted()[count / 2] / MICROSECOND;
  }

  /** 99 of 100 took less, in microseconds. */
  public double slow() {
    return sorted()[count - 1 - count / 100] / MICROSECOND;
  }

  /** The longest, in microseconds. */
  public double most() {
    return sorted()[count - 1] / MICROSECOND;
  }

  /** How many. */
  public int count() {
    return count;
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
