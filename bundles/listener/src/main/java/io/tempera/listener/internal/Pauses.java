package io.tempera.listener.internal;

import java.time.Duration;

/**
 * How long after a failed accept the next is tried: the first pause, and then twice as long each
 * time.
 *
 * @param first more than zero
 * @param longest no less than the first
 */
public record Pauses(Duration first, Duration longest) {
  /**
   * Half a second, which is the reference's after a connection that was aborted (ouroboros-network
   * framework, Server.hs), to ten: six lines a minute in the log.
   */
  public static final Pauses USUAL = new Pauses(Duration.ofMillis(500), Duration.ofSeconds(10));

  /** Checks the ranges. */
  public Pauses {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("first " + first + ", longest " + longest);
    }
  }
}
