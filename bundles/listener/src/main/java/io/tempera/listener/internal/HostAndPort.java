package io.tempera.listener.internal;

import java.net.InetSocketAddress;

/**
 * An address as people write it.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65 535; 0 takes a free one
 */
public record HostAndPort(String host, int port) {
  private static final int MOST = 65_535;

  /**
   * Reads {@code host:port} or {@code [host]:port}.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static HostAndPort read(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw refused(text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || host.contains(":") != bracketed) {
      throw refused(text);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= MOST) {
        return new HostAndPort(host, port);
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small or too large.
    }
    throw refused(text);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "listen is '"
            + text
            + "': give host:port, such as 127.0.0.1:3001 or [::1]:3001 (port 0 takes a free one),"
            + " or nothing to accept no connections");
  }

  /** The address; a name is looked up, which may block. */
  InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
