package io.tempera.bearer;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses that are taken for one remote side's: an IPv4 address, or the 2<sup>64</sup> addresses
 * of an IPv6 subnet, which one machine can have for the asking (RFC 4291, section 2.5.4).
 *
 * @param first the lowest of them, without a zone
 */
public record AddressBlock(InetAddress first) {
  private static final int SUBNET_BYTES = 8;

  /** The one that a connection's remote address is in; a Unix domain socket's is in none. */
  public static Optional<AddressBlock> of(SocketAddress remote) {
    return remote instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? Optional.of(new AddressBlock(first(inet.getAddress())))
        : Optional.empty();
  }

  private static InetAddress first(InetAddress address) {
    try {
      // An IPv4 address that came in an IPv6 one is an IPv4 address from here on, and a zone is
      // gone.
      InetAddress plain = InetAddress.getByAddress(address.getAddress());
      if (!(plain instanceof Inet6Address)) {
        return plain;
      }
      byte[] bytes = plain.getAddress();
      Arrays.fill(bytes, SUBNET_BYTES, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** For example {@code 192.0.2.7} or {@code 2001:db8::/64}. */
  @Override
  public String toString() {
    return first instanceof Inet6Address six
        ? Inet6Text.of(six) + "/" + SUBNET_BYTES * Byte.SIZE
        : first.getHostAddress();
  }
}
