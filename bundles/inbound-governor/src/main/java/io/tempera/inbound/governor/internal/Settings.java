package io.tempera.inbound.governor.internal;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How patient the inbound governor is.
 *
 * @param idleTimeout how long a remote side may leave a connection unused, zero or more
 */
public record Settings(Duration idleTimeout) {
  /** 5 s (ouroboros-network ConnectionManager.Core, defaultProtocolIdleTimeout). */
  static final String IDLE_TIMEOUT = "5";

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(31_536_000);

  /** The defaults. */
  public static Settings defaults() {
    return read(IDLE_TIMEOUT);
  }

  /**
   * As the operator writes it: seconds, with a fraction if need be.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static Settings read(String idleTimeout) {
    try {
      BigDecimal seconds = new BigDecimal(idleTimeout.strip());
      if (seconds.signum() >= 0 && seconds.compareTo(MOST_SECONDS) <= 0) {
        return new Settings(Duration.ofNanos(seconds.movePointRight(9).longValue()));
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small or too large.
    }
    throw new IllegalArgumentException(
        "idle.timeout is '" + idleTimeout + "': give 0 to " + MOST_SECONDS + " seconds, such as 5");
  }
}
