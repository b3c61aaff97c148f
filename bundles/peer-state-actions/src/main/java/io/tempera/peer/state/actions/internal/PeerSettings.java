package io.tempera.peer.state.actions.internal;

import java.time.Duration;

/**
 * What can be set about peers. A timer that runs keeps the value that it was started with.
 *
 * @param establishTimeout how long a peer may take to become warm; more than zero
 * @param deactivateTimeout how long the hot initiators may take to end in a deactivation; more than
 *     zero
 * @param closeConnectionTimeout how long all initiators may take to end in a close; more than zero
 * @param shutdownTimeout how long the peers may take to close when the node goes down; zero closes
 *     them at once
 */
public record PeerSettings(
    Duration establishTimeout,
    Duration deactivateTimeout,
    Duration closeConnectionTimeout,
    Duration shutdownTimeout) {
  /**
   * Seconds. Longer than what whoever acquires a connection may have to wait by the other bundles'
   * defaults: 60 for the time-wait of an earlier connection to the same address, 10 to dial, 10 for
   * each step of a handshake. No source: the reference has a TODO there
   * (Governor.EstablishedPeers).
   */
  static final int ESTABLISH_TIMEOUT = 120;

  /** Seconds (ouroboros-network Diffusion.Policies, deactivateTimeout). */
  static final int DEACTIVATE_TIMEOUT = 300;

  /** Seconds (ouroboros-network Diffusion.Policies, closeConnectionTimeout). */
  static final int CLOSE_CONNECTION_TIMEOUT = 120;

  /** What the operator sets for the shutdown timeout. */
  static final String SHUTDOWN_SETTING = "shutdown.timeout";

  /** Seconds: long enough for a mini-protocol that has agency, short enough for an operator. */
  static final int SHUTDOWN_TIMEOUT = 10;

  /** Checks the ranges. */
  public PeerSettings {
    check(TimerKind.ESTABLISH.setting(), establishTimeout, 1);
    check(TimerKind.DEACTIVATE.setting(), deactivateTimeout, 1);
    check(TimerKind.CLOSE.setting(), closeConnectionTimeout, 1);
    check(SHUTDOWN_SETTING, shutdownTimeout, 0);
  }

  /** The defaults. */
  public static PeerSettings defaults() {
    return ofSeconds(
        ESTABLISH_TIMEOUT, DEACTIVATE_TIMEOUT, CLOSE_CONNECTION_TIMEOUT, SHUTDOWN_TIMEOUT);
  }

  /** The same with other times for promotions and demotions. */
  public PeerSettings withTimes(Duration establish, Duration deactivate, Duration closeConnection) {
    return new PeerSettings(establish, deactivate, closeConnection, shutdownTimeout);
  }

  /** As the operator writes them. */
  static PeerSettings ofSeconds(
      long establish, long deactivate, long closeConnection, long shutdown) {
    return new PeerSettings(
        Duration.ofSeconds(establish),
        Duration.ofSeconds(deactivate),
        Duration.ofSeconds(closeConnection),
        Duration.ofSeconds(shutdown));
  }

  private static void check(String key, Duration value, long least) {
    if (value.compareTo(Duration.ofSeconds(least)) < 0) {
      throw new IllegalArgumentException(
          key + " is " + value.toSeconds() + " s; set it to " + least + " or more");
    }
  }
}
