package io.tempera.listener.internal;

import io.tempera.bearer.Endpoint;
import java.util.Optional;

/**
 * Where and how many.
 *
 * @param listen where to listen; empty for nowhere
 * @param inboundHardLimit so many inbound connections, and no more are accepted; at least 1
 */
public record Settings(Optional<Endpoint> listen, int inboundHardLimit) {
  /** 512 (ouroboros-network Diffusion.Configuration, AcceptedConnectionsLimit). */
  static final String INBOUND_HARD_LIMIT = "512";

  /** Nowhere, unless the operator says so. */
  static final String LISTEN = "";

  /**
   * As the operator writes them.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static Settings read(String listen, String initiatorOnly, String inboundHardLimit) {
    boolean closed = flag(initiatorOnly);
    Optional<Endpoint> address =
        listen.isBlank() ? Optional.empty() : Optional.of(endpoint(listen.strip()));
    return new Settings(closed ? Optional.empty() : address, limit(inboundHardLimit));
  }

  private static Endpoint endpoint(String text) {
    try {
      return Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      // Without the cause, which does not name the key: operators are shown the innermost one.
      throw new IllegalArgumentException(
          "listen: "
              + e.getMessage()
              + " (port 0 takes a free one), or nothing to accept no connections");
    }
  }

  private static boolean flag(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "initiator.only is '" + text + "': give true or false");
    };
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small.
    }
    throw new IllegalArgumentException(
        "inbound.hard.limit is '" + text + "': give a whole number from 1 to " + Integer.MAX_VALUE);
  }
}
