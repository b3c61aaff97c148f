package io.tempera.bearer.internal;

import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as sockets want them. */
final class Addresses {
  private Addresses() {}

  /**
   * An address with a known IP address.
   *
   * @throws io.tempera.bearer.BearerException when it is something else
   */
  static InetSocketAddress internet(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      throw Sentences.notInternet(address);
    }
    if (inet.isUnresolved()) {
      throw Sentences.unresolved(inet.getHostString());
    }
    return inet;
  }

  /** Whether it is an IPv4 or an IPv6 address. */
  static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }
}
