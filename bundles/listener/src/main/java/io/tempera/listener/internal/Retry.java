package io.tempera.listener.internal;

import io.tempera.failure.FailureCategory;
import java.time.Duration;

/**
 * How long after a failed accept the next is tried. A remote side that is gone already costs the
 * reference's pause. A machine that cannot accept, for want of file descriptors or whatever it is,
 * is asked less and less often: its node goes on with the connections that it has. No settings: the
 * first pause is the reference's, and the longest is six lines a minute in the log.
 */
final class Retry {
  /**
   * After the first failure, and one of the remote side (ouroboros-network framework, Server.hs).
   */
  static final Duration FIRST = Duration.ofMillis(500);

  /** After many in a row. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private Duration next = FIRST;

  /** How long to wait after one more failure. */
  Duration after(FailureCategory category) {
    if (category == FailureCategory.REMOTE_CLOSED) {
      return FIRST;
    }
    Duration wait = next;
    Duration twice = wait.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return wait;
  }

  /** One was accepted. */
  void succeeded() {
    next = FIRST;
  }
}
