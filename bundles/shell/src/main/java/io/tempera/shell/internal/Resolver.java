package io.tempera.shell.internal;

import io.tempera.bearer.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Finds the address behind a name. Blocks. */
@FunctionalInterface
interface Resolver {
  /** The first address of a host, which may be written as an address itself. */
  InetAddress address(String host) throws UnknownHostException;

  /**
   * The socket address of what was typed.
   *
   * @throws CommandFailed when there is no such host
   */
  default SocketAddress resolve(Endpoint typed) {
    return switch (typed) {
      case Endpoint.Host host -> resolve(host);
      case Endpoint.UnixSocket unix -> unix.resolve();
    };
  }

  private InetSocketAddress resolve(Endpoint.Host typed) {
    try {
      return new InetSocketAddress(address(typed.host()), typed.port());
    } catch (UnknownHostException unknown) {
      throw new CommandFailed(
          "The host '" + typed.host() + "' is not known: check its name, and this machine's DNS.");
    }
  }
}
