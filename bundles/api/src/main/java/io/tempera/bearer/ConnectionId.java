package io.tempera.bearer;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Comparator;
import java.util.Objects;

/**
 * Names a connection: the two addresses between which it runs. Ordered by remote, then by local
 * address (as text).
 */
public record ConnectionId(SocketAddress local, SocketAddress remote)
    implements Comparable<ConnectionId> {
  private static final Comparator<ConnectionId> ORDER =
      Comparator.comparing((ConnectionId id) -> text(id.remote))
          .thenComparing(id -> text(id.local));

  /** Checks that nothing is null. */
  public ConnectionId {
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(remote, "remote");
  }

  /**
   * An address as people write it, and as {@link Endpoint} reads it: {@code 127.0.0.1:3001}, {@code
   * [::1]:3001} (the short form of RFC 5952) or {@code unix:/run/tempera.sock}.
   */
  public static String text(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress inet when inet.isUnresolved() ->
          inet.getHostString() + ":" + inet.getPort();
      case InetSocketAddress inet when inet.getAddress() instanceof Inet6Address six ->
          "[" + Inet6Text.of(six) + "]:" + inet.getPort();
      case InetSocketAddress inet -> inet.getAddress().getHostAddress() + ":" + inet.getPort();
      case UnixDomainSocketAddress unix -> Endpoint.UNIX + unix.getPath();
      default -> address.toString();
    };
  }

  @Override
  public int compareTo(ConnectionId other) {
    return ORDER.compare(this, other);
  }

  /** For example {@code 127.0.0.1:3001<->127.0.0.1:40112}: the local side first. */
  @Override
  public String toString() {
    return text(local) + "<->" + text(remote);
  }
}
