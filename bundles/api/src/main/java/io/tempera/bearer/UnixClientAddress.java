package io.tempera.bearer;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * The end of a connection over a Unix domain socket that dialled. The system gives it no name, so
 * each process numbers those that it sees, to tell its connections apart: the two sides of one
 * connection know it by different numbers, and nobody can dial it.
 */
public final class UnixClientAddress extends SocketAddress {
  private static final long serialVersionUID = 1L;

  private final UnixDomainSocketAddress socket;
  private final long number;

  /**
   * One of those that dialled a socket.
   *
   * @param socket what it dialled
   * @param number differs from that of every other one in this process
   */
  public UnixClientAddress(UnixDomainSocketAddress socket, long number) {
    this.socket = socket;
    this.number = number;
  }

  /** For example {@code unix:/run/tempera.sock#7}. */
  @Override
  public String toString() {
    return ConnectionId.text(socket) + "#" + number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixClientAddress that
        && number == that.number
        && socket.equals(that.socket);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number) ^ socket.hashCode();
  }
}
