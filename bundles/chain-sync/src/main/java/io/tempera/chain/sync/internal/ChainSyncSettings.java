package io.tempera.chain.sync.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Seconds;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator decides.
 *
 * @param idleTimeout how long a responder waits for the next request, above zero and at most {@link
 *     #LONGEST_IDLE_TIMEOUT}; empty for ever
 * @param mustReplyUnlimited whether an initiator at the end of the peer's chain waits for the next
 *     block for ever
 * @param lowMark down to how many outstanding requests an initiator only takes answers once there
 *     were as many as the high mark, 0 or more
 * @param highMark how many requests an initiator has outstanding at the most, no fewer than the low
 *     mark, 1 to {@value #MOST_OUTSTANDING}; with 1 it does not pipeline
 */
public record ChainSyncSettings(
    Optional<Duration> idleTimeout, boolean mustReplyUnlimited, int lowMark, int highMark) {
  /** In seconds (cardano-node Configuration, ChainSyncIdleTimeout). */
  static final double IDLE_TIMEOUT_SECONDS = 3_373;

  /** The reference's low mark (cardano-diffusion, N2N defaults). */
  static final int LOW_MARK = 200;

  /** The reference's high mark (cardano-diffusion, N2N defaults). */
  static final int HIGH_MARK = 300;

  /** For how many answers the ingress limit has room: {@link ChainSync#INGRESS_LIMIT}. */
  public static final int MOST_OUTSTANDING = 300;

  /** An initiator that has wanted nothing for a day wants nothing. */
  public static final Duration LONGEST_IDLE_TIMEOUT = Duration.ofDays(1);

  /** Checks the ranges. */
  public ChainSyncSettings {
    if (idleTimeout.isPresent()
        && (!idleTimeout.get().isPositive()
            || idleTimeout.get().compareTo(LONGEST_IDLE_TIMEOUT) > 0)) {
      throw refused(
          "idle.timeout is at most "
              + LONGEST_IDLE_TIMEOUT.toSeconds()
              + " seconds, or 0 for none; it says "
              + idleTimeout.get().toMillis() / 1_000.0);
    }
    if (highMark < 1 || highMark > MOST_OUTSTANDING) {
      throw refused(
          "high.mark is 1 to "
              + MOST_OUTSTANDING
              + ", as more answers at once may be more than this node lets wait; it says "
              + highMark);
    }
    if (lowMark < 0) {
      throw refused("low.mark is 0 or more; it says " + lowMark);
    }
    if (lowMark > highMark) {
      throw refused(
          "low.mark is "
              + lowMark
              + " and high.mark is "
              + highMark
              + "; low.mark is no more than high.mark: lower the one or raise the other");
    }
  }

  /** The reference's. */
  public static ChainSyncSettings defaults() {
    return read(IDLE_TIMEOUT_SECONDS, false, LOW_MARK, HIGH_MARK);
  }

  /** The same with other marks. */
  public ChainSyncSettings withMarks(int newLowMark, int newHighMark) {
    return new ChainSyncSettings(idleTimeout, mustReplyUnlimited, newLowMark, newHighMark);
  }

  /**
   * As the operator writes them.
   *
   * @param idleTimeout in seconds, 0 for none
   */
  static ChainSyncSettings read(
      double idleTimeout, boolean mustReplyUnlimited, int lowMark, int highMark) {
    return new ChainSyncSettings(
        idleTimeout == 0
            ? Optional.empty()
            : Optional.of(Seconds.read(idleTimeout, LONGEST_IDLE_TIMEOUT)),
        mustReplyUnlimited,
        lowMark,
        highMark);
  }

  private static TemperaException refused(String why) {
    return new TemperaException(FailureCategory.CONFIGURATION, "io.tempera.chain.sync: " + why);
  }
}
