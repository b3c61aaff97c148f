package io.tempera.bearer;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom to dial, and how.
 *
 * @param remote the address to connect to
 * @param local the address to connect from; empty lets the system choose. Nodes that accept
 *     connections dial from their listening address, so that the remote side can recognise and use
 *     the connection in the other direction too. Empty for Unix domain sockets: whoever dials one
 *     has no address
 * @param connectTimeout how long it may take until the connection is there; positive
 */
public record DialRequest(
    SocketAddress remote, Optional<SocketAddress> local, Duration connectTimeout) {
  /** Checks that nothing is null and the timeout is positive. */
  public DialRequest {
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(local, "local");
    if (!connectTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "The connect timeout must be positive, not " + connectTimeout);
    }
  }
}
