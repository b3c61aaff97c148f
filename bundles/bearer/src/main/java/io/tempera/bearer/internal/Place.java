package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.tempera.bearer.ConnectionId;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;

/**
 * Where to dial or to listen. Everything in which TCP and Unix domain sockets differ stands behind
 * it.
 */
sealed interface Place permits InternetPlace, UnixPlace {
  /**
   * The place that an address means.
   *
   * @throws io.tempera.bearer.BearerException when no socket can be there
   */
  static Place of(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress inet -> InternetPlace.of(inet);
      case UnixDomainSocketAddress unix -> UnixPlace.of(unix);
      default -> throw Sentences.unknownKind(address);
    };
  }

  /** Its address. */
  SocketAddress address();

  /** What sockets that go there are made for. */
  SocketProtocolFamily family();

  /** Its address in the type that a transport's channels take. */
  SocketAddress on(Transport transport);

  /**
   * Checks that this can be dialled from a local address.
   *
   * @throws io.tempera.bearer.BearerException when it cannot
   */
  void checkDialledFrom(Place local);

  /** Sets what only connections of this kind have. */
  void setConnectionOptions(Transport transport, Channel connection);

  /** Sets what only listening sockets of this kind have. */
  void setListenerOptions(Transport transport, Channel listener);

  /**
   * Binds a listening channel here, unless somebody listens here already.
   *
   * @throws io.tempera.bearer.BearerException when the address cannot be had; the channel is closed
   */
  Bound bind(Transport transport, Channel listener, Binder binder) throws InterruptedException;

  /**
   * Names a connection that was dialled to, or accepted at, this place. Empty when it was reset
   * before anybody could look at it.
   */
  Optional<ConnectionId> name(Channel connection, boolean dialled);
}
