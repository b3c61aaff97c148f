package io.tempera.inbound.governor.internal;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How patient the inbound governor is.
 *
 * @param idleTimeout how long a remote side may leave a connection unused, zero or more
 * @param maturePeerDelay how long a duplex connection is fresh before it is mature, zero or more
 * @param closeTimeout how long the end waits for what is said of connections just then, zero or
 *     more
 */
public record Settings(Duration idleTimeout, Duration maturePeerDelay, Duration closeTimeout) {
  /** 5 s (ouroboros-network ConnectionManager.Core, defaultProtocolIdleTimeout). */
  static final String IDLE_TIMEOUT = "5";

  /** 15 minutes (ouroboros-network InboundGovernor, inboundMaturePeerDelay). */
  static final String MATURE_PEER_DELAY = "900";

  /** 5 s, as for the connection manager. */
  static final String CLOSE_TIMEOUT = "5";

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(31_536_000);

  /** With the defaults of the others. */
  public Settings(Duration idleTimeout) {
    this(idleTimeout, defaults().maturePeerDelay(), defaults().closeTimeout());
  }

  /** The defaults. */
  public static Settings defaults() {
    return read(IDLE_TIMEOUT, MATURE_PEER_DELAY, CLOSE_TIMEOUT);
  }

  /**
   * As the operator writes them: seconds, with a fraction if need be.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static Settings read(String idleTimeout, String maturePeerDelay, String closeTimeout) {
    return new Settings(
        seconds("idle.timeout", idleTimeout, IDLE_TIMEOUT),
        seconds("mature.peer.delay", maturePeerDelay, MATURE_PEER_DELAY),
        seconds("close.timeout", closeTimeout, CLOSE_TIMEOUT));
  }

  private static Duration seconds(String key, String text, String example) {
    try {
      BigDecimal seconds = new BigDecimal(text.strip());
      if (seconds.signum() >= 0 && seconds.compareTo(MOST_SECONDS) <= 0) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small or too large.
    }
    throw new IllegalArgumentException(
        key + " is '" + text + "': give 0 to " + MOST_SECONDS + " seconds, such as " + example);
  }
}
