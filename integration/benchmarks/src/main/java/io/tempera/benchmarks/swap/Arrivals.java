package io.tempera.benchmarks.swap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Which conversations have come to a version of the code. */
final class Arrivals {
  private static final long PATIENCE_SECONDS = 30;

  private record Arrival(long at, long pause) {}

  private final int expected;
  private final CountDownLatch missing;
  private final Map<Integer, Arrival> arrivals = new ConcurrentHashMap<>();

  /** None has yet. */
  Arrivals(int expected) {
    this.expected = expected;
    this.missing = new CountDownLatch(expected);
  }

  /**
   * The code runs for a conversation from now on. Of one that comes again only the first time
   * counts.
   *
   * @param at now
   * @param pause for how long no code of any version ran for it
   */
  void arrived(int peer, long at, long pause) {
    if (arrivals.putIfAbsent(peer, new Arrival(at, pause)) == null) {
      missing.countDown();
    }
  }

  /**
   * Waits for all.
   *
   * @return when the last one came
   * @throws IllegalStateException when not all come
   */
  long awaitAll() throws InterruptedException {
    if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "Only "
              + arrivals.size()
              + " of "
              + expected
              + " conversations run it after "
              + PATIENCE_SECONDS
              + " s");
    }
    return arrivals.values().stream().mapToLong(Arrival::at).reduce(Math::max).orElseThrow();
  }

  /** The pause of each. */
  long[] pauses() {
    return arrivals.values().stream().mapToLong(Arrival::pause).toArray();
  }
}
