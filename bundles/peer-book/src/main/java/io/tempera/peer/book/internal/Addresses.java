package io.tempera.peer.book.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Which addresses are worth telling, and to whom.
 *
 * <ul>
 *   <li>One that nobody can dial is worth nothing to anybody: without a port, not resolved, of a
 *       whole machine or group, or of a link, as the link is not said on the wire.
 *   <li>A loopback address passes only between peers on one machine, in both directions: elsewhere
 *       it would name another machine, and a peer far away could have this node dial its own
 *       machine's other services.
 * </ul>
 */
final class Addresses {
  private Addresses() {}

  /** Whether it can pass between this node and a peer, whoever of the two tells the other. */
  static boolean mayPass(InetSocketAddress address, SocketAddress peer) {
    return canBeDialled(address) && (!address.getAddress().isLoopbackAddress() || isHere(peer));
  }

  private static boolean canBeDialled(InetSocketAddress address) {
    if (address.isUnresolved() || address.getPort() == 0) {
      return false;
    }
    InetAddress host = address.getAddress();
    return !host.isAnyLocalAddress() && !host.isMulticastAddress() && !host.isLinkLocalAddress();
  }

  /**
   * Whether an address is that of a peer, as far as can be told. A peer mostly connects from
   * another port than it listens at, so the port does not count; but on the loopback, where all
   * nodes have the same address, it does.
   */
  static boolean isOf(InetSocketAddress address, SocketAddress peer) {
    return peer instanceof InetSocketAddress inet
        && !inet.isUnresolved()
        && inet.getAddress().equals(address.getAddress())
        && (inet.getPort() == address.getPort() || !inet.getAddress().isLoopbackAddress());
  }

  /** Whether a peer is on this machine: on the loopback, or at a Unix domain socket. */
  private static boolean isHere(SocketAddress peer) {
    return !(peer instanceof InetSocketAddress inet)
        || !inet.isUnresolved() && inet.getAddress().isLoopbackAddress();
  }
}
