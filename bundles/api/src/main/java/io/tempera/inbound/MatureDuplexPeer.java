package io.tempera.inbound;

import io.tempera.bearer.ConnectionId;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * A remote address with which connections that both sides may use have lasted for a while: worth
 * knowing, and worth telling others of (ouroboros-network InboundGovernor.State,
 * inboundDuplexPeers).
 *
 * @param remote who is there
 * @param since when the oldest of the connections was opened, for people
 * @param peerSharing whether peer sharing was agreed on one of the connections at least
 * @param connections those that have lasted, one or more, in order
 */
public record MatureDuplexPeer(
    SocketAddress remote, Instant since, boolean peerSharing, List<ConnectionId> connections) {
  /** Keeps a copy that does not change. */
  public MatureDuplexPeer {
    connections = List.copyOf(connections);
  }
}
