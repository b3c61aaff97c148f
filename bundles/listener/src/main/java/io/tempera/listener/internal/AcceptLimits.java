package io.tempera.listener.internal;

import java.time.Duration;

/**
 * How many inbound connections there may be, and how the door slows down before that
 * (ouroboros-network framework, Server.RateLimiting, AcceptedConnectionsLimit).
 *
 * <pre>
 *  inbound       before the next is accepted
 *  below soft    nothing
 *  below hard    delay * (inbound - soft) / (hard - soft)
 *  hard          the delay, and until there are fewer
 * </pre>
 *
 * @param hard at so many nobody is accepted; at least 1
 * @param soft from so many on everybody is accepted later; 0 to hard
 * @param delay the longest of those waits; zero or more
 */
public record AcceptLimits(int hard, int soft, Duration delay) {
  /** Checks the ranges. */
  public AcceptLimits {
    if (hard < 1 || soft < 0 || soft > hard || delay.isNegative()) {
      throw new IllegalArgumentException("hard " + hard + ", soft " + soft + ", delay " + delay);
    }
  }

  /** One limit, at which others wait just until somebody has gone. */
  public static AcceptLimits hardOnly(int hard) {
    return new AcceptLimits(hard, hard, Duration.ZERO);
  }

  /** The same before somebody who has a hard limit of his own: nothing is above either. */
  AcceptLimits before(int hardLimit) {
    return new AcceptLimits(Math.min(hard, hardLimit), Math.min(soft, hardLimit), delay);
  }

  /** For how long to wait before the next is accepted, at the hard limit at least. */
  Duration delayAt(int inbound) {
    if (inbound < soft) {
      return Duration.ZERO;
    }
    if (isFull(inbound)) {
      return delay;
    }
    return delay.multipliedBy(inbound - soft).dividedBy(Math.max(1, hard - soft));
  }

  /** Whether nobody may be accepted. */
  boolean isFull(int inbound) {
    return inbound >= hard;
  }
}
