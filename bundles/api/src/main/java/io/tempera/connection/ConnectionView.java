package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the connection manager, as it was when somebody looked.
 *
 * @param remote the remote address
 * @param connectionId both addresses, once they are known
 * @param state what it is doing
 * @param holders why it is there, by kind; at least one
 * @param handle the connection, once it is negotiated
 */
public record ConnectionView(
    SocketAddress remote,
    Optional<ConnectionId> connectionId,
    ConnectionState state,
    List<Holder> holders,
    Optional<ConnectionHandle> handle) {
  /** Keeps a copy that does not change. */
  public ConnectionView {
    holders = List.copyOf(holders);
  }
}
