package io.tempera.benchmarks;

import io.tempera.benchmarks.wire.Frames;
import java.util.Locale;

/** What a subject is made to do in each round, and how its time is told. */
public enum Workload {
  /** Round trips of small messages. */
  PING_PONG("round trip, µs", true) {
    @Override
    long run(Subject subject, int amount) throws Exception {
      return subject.pingPong(amount);
    }

    @Override
    double figure(long nanos, int amount) {
      return nanos / 1e3 / amount;
    }
  },

  /** Messages of 64 KiB, as fast as they go. */
  BULK("bulk, MB/s", false) {
    @Override
    long run(Subject subject, int amount) throws Exception {
      return subject.bulk(amount);
    }

    @Override
    double figure(long nanos, int amount) {
      return amount * (double) Frames.MESSAGE / 1e6 / (nanos / 1e9);
    }
  };

  private final String title;
  private final boolean lowerIsBetter;

  Workload(String title, boolean lowerIsBetter) {
    this.title = title;
    this.lowerIsBetter = lowerIsBetter;
  }

  /** What the figure is, with its unit. */
  public String title() {
    return title;
  }

  /** A figure against the baseline's, as the goals say it: times, or share. */
  String against(double figure, double baseline) {
    return String.format(Locale.ROOT, lowerIsBetter ? "%.2f × time" : "%.2f of", figure / baseline);
  }

  /** Does it, and says how many nanoseconds it took. */
  abstract long run(Subject subject, int amount) throws Exception;

  /** The figure for the table. */
  abstract double figure(long nanos, int amount);
}
