package io.tempera.benchmarks.swap;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The client's conversations, watched for windows of the same length. For one thread. */
final class Traffic {
  /** In each window a conversation has that many questions. */
  private static final int QUESTIONS = 4;

  /** What happens meanwhile. */
  @FunctionalInterface
  interface Act {
    void run() throws Exception;
  }

  private final SwapNode client;
  private final long window;
  private final Map<Lane, long[]> longest = new EnumMap<>(Lane.class);

  /** Nothing was watched yet. */
  Traffic(SwapNode client, Duration pace) {
    this.client = client;
    this.window = pace.multipliedBy(QUESTIONS).toNanos();
  }

  /**
   * Watches for a window.
   *
   * @param act is done at its beginning; what takes longer than a window makes it longer
   */
  void watch(Act act) throws Exception {
    for (Lane lane : Lane.values()) {
      client.book(lane).begin();
    }
    long began = System.nanoTime();
    act.run();
    TimeUnit.NANOSECONDS.sleep(began + window - System.nanoTime());
    for (Lane lane : Lane.values()) {
      longest.put(lane, client.book(lane).longest());
    }
  }

  /** The longest wait for an answer in that window, of each conversation; nanoseconds. */
  long[] longest(Lane lane) {
    return longest.get(lane);
  }
}
