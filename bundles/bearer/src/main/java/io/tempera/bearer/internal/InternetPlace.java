package io.tempera.bearer.internal;

import static io.tempera.bearer.internal.SocketOptions.set;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketProtocolFamily;
import io.tempera.bearer.ConnectionId;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * A TCP port. Its options are those of the reference (ouroboros-network framework, Socket.hs {@code
 * configureSocket}):
 *
 * <table>
 * <caption>TCP options</caption>
 * <tr><th>option</th><th>value</th><th>why</th></tr>
 * <tr><td>SO_REUSEADDR</td><td>on</td><td>listen again at once</td></tr>
 * <tr><td>SO_REUSEPORT</td><td>on</td><td>dial from the listening address; where the system has it</td></tr>
 * <tr><td>TCP_NODELAY</td><td>on</td><td>batches are made above</td></tr>
 * <tr><td>SO_LINGER</td><td>on, 0 s</td><td>a close resets, nothing waits in the kernel</td></tr>
 * <tr><td>IPV6_V6ONLY</td><td>on</td><td>IPv4 has a listener of its own; epoll only</td></tr>
 * </table>
 *
 * <p>One option is ours: with epoll, TCP_NOTSENT_LOWAT is one batch. What the kernel cannot send
 * yet waits above, where it is shared out and counted, and not in the kernel's queue, where it
 * would be ahead of every small message that comes later.
 *
 * <p>Accepted sockets get them too: what they inherit from the listener differs between systems.
 * SO_KEEPALIVE stays off, because the keep-alive protocol says who is alive.
 *
 * <p>The reference also sets SO_RCVLOWAT to what is missing of an SDU while it reads one. Here that
 * would do harm: a bearer does not know SDUs, and reads ahead whatever has arrived, so that a small
 * answer behind a piece of a large SDU is not kept waiting.
 */
record InternetPlace(InetSocketAddress address) implements Place {
  static InternetPlace of(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw Sentences.unresolved(address.getHostString());
    }
    return new InternetPlace(address);
  }

  @Override
  public SocketProtocolFamily family() {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  @Override
  public SocketAddress on(Transport transport) {
    return address;
  }

  @Override
  public void checkDialledFrom(Place local) {
    if (local.family() != family()) {
      throw Sentences.otherFamily(address, local.address());
    }
  }

  @Override
  public void setConnectionOptions(Transport transport, Channel connection) {
    ChannelConfig config = connection.config();
    set(config, ChannelOption.SO_REUSEADDR, true);
    transport.sharePort(config);
    set(config, ChannelOption.TCP_NODELAY, true);
    transport.boundUnsent(config, NettyBearer.BATCH_SIZE);
    set(config, ChannelOption.SO_LINGER, 0);
  }

  @Override
  public void setListenerOptions(Transport transport, Channel listener) {
    set(listener.config(), ChannelOption.SO_REUSEADDR, true);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A socket that shares its port (SO_REUSEPORT) would let a second process of the same user
   * listen on the address of a first, and the system would give each half of the connections. So a
   * listener shares only once it listens: until then the system refuses it an address on which
   * somebody listens, be it this one, or a wildcard that covers it or that it covers, and of two
   * that ask in the same instant it lets at most one: see {@link MutualRefusal}. From then on
   * sockets that dial may begin here.
   */
  @Override
  public Bound bind(Transport transport, Channel listener, Binder binder)
      throws InterruptedException {
    binder.bind(listener, address);
    try {
      transport.sharePort(listener.config());
    } catch (RuntimeException e) {
      Binder.discard(listener);
      throw e;
    }
    return Bound.to(listener.localAddress());
  }

  @Override
  public Optional<ConnectionId> name(Channel connection, boolean dialled) {
    SocketAddress local = connection.localAddress();
    SocketAddress remote = connection.remoteAddress();
    return local == null || remote == null
        ? Optional.empty()
        : Optional.of(new ConnectionId(local, remote));
  }
}
