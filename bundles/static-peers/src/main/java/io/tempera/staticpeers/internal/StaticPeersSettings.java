package io.tempera.staticpeers.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerStatus;
import java.time.Duration;
import java.util.List;

/**
 * Which peers to keep, and how.
 *
 * @param peers whom
 * @param temperature WARM or HOT
 * @param retryDelay after the first failure; doubled with each further one, up to {@value
 *     KeeperState#MOST_DOUBLINGS} times; more than zero
 * @param mode what is proposed to them
 */
record StaticPeersSettings(
    List<Endpoint> peers, PeerStatus temperature, Duration retryDelay, DiffusionMode mode) {
  /** Seconds (PeerSelection.Governor.EstablishedPeers, the base of the cold retry delay). */
  static final int RETRY_DELAY = 5;

  StaticPeersSettings {
    peers = List.copyOf(peers);
    if (!retryDelay.isPositive()) {
      throw new IllegalArgumentException(
          "retry.delay is " + retryDelay.toMillis() / 1000.0 + " s; set it to more than 0");
    }
  }

  /**
   * Reads what the operator writes.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static StaticPeersSettings read(
      String peers, String temperature, double retryDelay, String initiatorOnly) {
    return new StaticPeersSettings(
        PeerList.parse(peers),
        temperature(temperature.trim()),
        Duration.ofMillis(Math.round(retryDelay * 1_000)),
        mode(initiatorOnly.trim()));
  }

  private static PeerStatus temperature(String text) {
    return switch (text) {
      case "hot" -> PeerStatus.HOT;
      case "warm" -> PeerStatus.WARM;
      default ->
          throw new IllegalArgumentException("temperature is " + text + "; set it to hot or warm");
    };
  }

  private static DiffusionMode mode(String initiatorOnly) {
    return switch (initiatorOnly) {
      case "true" -> DiffusionMode.INITIATOR_ONLY;
      case "false" -> DiffusionMode.INITIATOR_AND_RESPONDER;
      default ->
          throw new IllegalArgumentException(
              "initiator.only is " + initiatorOnly + "; set it to true or false");
    };
  }
}
