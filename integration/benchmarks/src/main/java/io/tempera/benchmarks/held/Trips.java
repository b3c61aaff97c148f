package io.tempera.benchmarks.held;

import io.tempera.benchmarks.idle.Caller;
import java.io.IOException;
import java.util.Arrays;

/** How long round trips of one connection took. For one thread. */
final class Trips {
  private static final double MICROSECOND = 1e3;

  private long[] nanos = new long[1_024];
  private int count;

  Trips() {}

  /** One more. */
  void take(Caller caller) throws IOException {
    long began = System.nanoTime();
    caller.speak();
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = System.nanoTime() - began;
    count++;
  }

  /** Half of them took less, in microseconds. */
  double median() {
    return sorted()[count / 2] / MICROSECOND;
  }

  /** 99 of 100 took less, in microseconds. */
  double slow() {
    return sorted()[count - 1 - count / 100] / MICROSECOND;
  }

  int count() {
    return count;
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
