package io.tempera.bearer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen or whom to dial, as operators write it. Names are looked up by {@link #resolve}
 * only.
 */
public sealed interface Endpoint {
  /** What begins the address of a Unix domain socket. */
  String UNIX = "unix:";

  /**
   * The address behind it. Blocks while a name is looked up.
   *
   * @throws UnknownHostException when the name has no address
   */
  SocketAddress resolve() throws UnknownHostException;

  /**
   * Reads {@code host:port}, {@code [host]:port} or {@code unix:/path}.
   *
   * @throws IllegalArgumentException when it is something else; a sentence that quotes the text and
   *     says what to write, to be put behind the name of the option or key
   */
  static Endpoint parse(String text) {
    return text.startsWith(UNIX) ? UnixSocket.parse(text) : Host.parse(text);
  }

  /**
   * Reads the same for one that is to be dialled: it needs a port of its own.
   *
   * @throws IllegalArgumentException as {@link #parse} does
   */
  static Endpoint parseRemote(String text) {
    Endpoint endpoint = parse(text);
    if (endpoint instanceof Host host && host.port() == 0) {
      throw refused(text, "has port 0, where nobody can be found");
    }
    return endpoint;
  }

  /**
   * A port of a host, over TCP.
   *
   * @param host a name, an IPv4 address, or an IPv6 address without brackets
   * @param port 0 to 65 535; 0 takes a free one to listen, and cannot be dialled
   */
  record Host(String host, int port) implements Endpoint {
    private static final Pattern BRACKETS =
        Pattern.compile("\\[([0-9A-Fa-f:.]+(?:%[^\\]]+)?)]:(.*)");
    private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]/\\s]+):(.*)");
    private static final int MOST = 65_535;

    /** Checks host and port. */
    public Host {
      Objects.requireNonNull(host, "host");
      if (port < 0 || port > MOST) {
        throw new IllegalArgumentException("A port is 0 to " + MOST + ", not " + port);
      }
    }

    private static Host parse(String text) {
      Matcher matcher = BRACKETS.matcher(text);
      if (!matcher.matches()) {
        matcher = PLAIN.matcher(text);
      }
      if (!matcher.matches()) {
        throw refused(text, complaint(text));
      }
      String digits = matcher.group(2);
      int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : MOST + 1;
      if (port > MOST) {
        throw refused(text, "has '" + digits + "' for a port, which is a number up to " + MOST);
      }
      return new Host(matcher.group(1), port);
    }

    private static String complaint(String text) {
      if (text.chars().filter(c -> c == ':').count() > 1 && !text.startsWith("[")) {
        return "has several colons: an IPv6 address stands in brackets";
      }
      return text.contains(":") ? "is no address" : "has no port";
    }

    @Override
    public InetSocketAddress resolve() throws UnknownHostException {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * A Unix domain socket of this machine.
   *
   * @param path absolute, so that it means the same wherever the node was started
   */
  record UnixSocket(Path path) implements Endpoint {
    /** Checks that the path is absolute. */
    public UnixSocket {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("The path of a Unix socket is absolute, not " + path);
      }
    }

    private static UnixSocket parse(String text) {
      try {
        Path path = Path.of(text.substring(UNIX.length()));
        if (path.isAbsolute()) {
          return new UnixSocket(path);
        }
      } catch (InvalidPathException e) {
        // Said below, like a path that is not absolute.
      }
      throw refused(text, "has no absolute path");
    }

    @Override
    public UnixDomainSocketAddress resolve() {
      return UnixDomainSocketAddress.of(path);
    }

    @Override
    public String toString() {
      return UNIX + path;
    }
  }

  private static IllegalArgumentException refused(String text, String complaint) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' "
            + complaint
            + "; write 127.0.0.1:3001, [::1]:3001, relay.example.org:3001 or"
            + " unix:/run/tempera.sock");
  }
}
