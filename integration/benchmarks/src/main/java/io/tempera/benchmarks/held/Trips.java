package io.tempera.benchmarks.held;

import io.tempera.benchmarks.Times;
import io.tempera.benchmarks.idle.Caller;
import java.io.IOException;

/** How long round trips of one connection took. For one thread. */
final class Trips {
  private final Times times = new Times();

  Trips() {}

  /** One more. */
  void take(Caller caller) throws IOException {
    long began = System.nanoTime();
    caller.speak();
    times.add(System.nanoTime() - began);
  }

  /** See {@link Times#median}. */
  double median() {
    return times.median();
  }

  /** See {@link Times#slow}. */
  double slow() {
    return times.slow();
  }

  int count() {
    return times.count();
  }
}
