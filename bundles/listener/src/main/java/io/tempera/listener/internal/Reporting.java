package io.tempera.listener.internal;

import java.time.Duration;

/**
 * How often it is said who was refused.
 *
 * @param interval between two summaries; more than zero
 * @param addresses how many are named in a summary, and said at once between two; at least 1
 */
public record Reporting(Duration interval, int addresses) {
  /** A summary each ten seconds, of ten addresses. */
  public static final Reporting USUAL = new Reporting(Duration.ofSeconds(10), 10);

  /** Checks the ranges. */
  public Reporting {
    if (!interval.isPositive() || addresses < 1) {
      throw new IllegalArgumentException("interval " + interval + ", addresses " + addresses);
    }
  }
}
