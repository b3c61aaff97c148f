package io.tempera.staticpeers.internal;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A peer as the operator names it.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 1 to 65 535
 */
record PeerAddress(String host, int port) {
  /** As many as a node of the reference establishes at the most (PeerSelection.Governor.Types). */
  static final int MOST = 1_000;

  private static final String KEY = "peers";
  private static final int MOST_PORT = 0xffff;

  /**
   * Reads a list: entries separated by commas or white space; one that is named twice counts once.
   *
   * @throws IllegalArgumentException with a sentence that names the key and the entry
   */
  static List<PeerAddress> list(String text) {
    Set<PeerAddress> peers = new LinkedHashSet<>();
    for (String entry : text.trim().split("[,\\s]+")) {
      if (!entry.isEmpty()) {
        peers.add(parse(entry));
      }
    }
    if (peers.size() > MOST) {
      throw new IllegalArgumentException(
          KEY + " names " + peers.size() + " peers; name at most " + MOST);
    }
    return List.copyOf(peers);
  }

  private static PeerAddress parse(String entry) {
    int colon = entry.lastIndexOf(':');
    if (colon <= 0) {
      throw refused(entry);
    }
    String host = entry.substring(0, colon);
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    String bare = brackets ? host.substring(1, host.length() - 1) : host;
    if (bare.isEmpty() || !brackets && bare.contains(":") || bare.contains("[")) {
      throw refused(entry);
    }
    return new PeerAddress(bare, port(entry, entry.substring(colon + 1)));
  }

  private static int port(String entry, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= MOST_PORT) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw refused(entry);
    }
    throw refused(entry);
  }

  private static IllegalArgumentException refused(String entry) {
    return new IllegalArgumentException(
        KEY
            + " names "
            + entry
            + "; write host:port with a port from 1 to 65535, and an IPv6 address in brackets, such"
            + " as 192.0.2.1:3001 or [2001:db8::1]:3001");
  }

  /** Looks the name up, which may block; unresolved when there is none. */
  InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
