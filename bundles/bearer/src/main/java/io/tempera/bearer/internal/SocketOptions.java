package io.tempera.bearer.internal;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;

/**
 * The options of every socket, those of the reference (ouroboros-network framework, Socket.hs
 * {@code configureSocket}):
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
 * <p>Accepted sockets get them too: what they inherit from the listener differs between systems.
 */
final class SocketOptions {
  /** What the first read of a channel has room for; later reads follow what arrives. */
  private static final int FIRST_READ = 2_048;

  private static final int SMALLEST_READ = 64;

  private SocketOptions() {}

  /**
   * For a dialled or accepted socket. It reads nothing until it is told to, then at most {@code
   * readBuffer} bytes in one turn. The buffer is taken from the allocator for each read and given
   * back right after it, so a channel on which nothing arrives holds none; its size follows what
   * arrived before. A channel that refuses an option is closed.
   */
  static SocketChannel ofConnection(BearerSettings settings, SocketChannel channel) {
    return orClose(channel, () -> connection(settings, channel));
  }

  private static void connection(BearerSettings settings, SocketChannel channel) {
    ChannelConfig config = channel.config();
    config.setAutoRead(false);
    set(config, ChannelOption.SO_REUSEADDR, true);
    settings.transport().sharePort(channel);
    set(config, ChannelOption.TCP_NODELAY, true);
    set(config, ChannelOption.SO_LINGER, 0);
    set(config, ChannelOption.ALLOW_HALF_CLOSURE, true);
    AdaptiveRecvByteBufAllocator reads =
        new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, settings.readBuffer());
    reads.maxMessagesPerRead(1);
    config.setRecvByteBufAllocator(reads);
    // The dialler has a deadline of its own.
    config.setConnectTimeoutMillis(0);
    // One batch is under way at a time, whatever its size: Netty's own marks have nothing to say.
    config.setWriteBufferWaterMark(new WriteBufferWaterMark(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  /**
   * For a listening socket. It accepts one connection for each {@link Channel#read()}. A channel
   * that refuses an option is closed.
   */
  static ServerSocketChannel ofListener(BearerSettings settings, ServerSocketChannel channel) {
    return orClose(
        channel,
        () -> {
          ChannelConfig config = channel.config();
          config.setAutoRead(false);
          set(config, ChannelOption.SO_REUSEADDR, true);
          settings.transport().sharePort(channel);
          set(config, ChannelOption.SO_BACKLOG, settings.backlog());
        });
  }

  /**
   * For a socket that only tries whether an address is free: without SO_REUSEPORT, it is refused an
   * address on which somebody listens.
   */
  static SocketChannel ofProbe(SocketChannel channel) {
    return orClose(channel, () -> set(channel.config(), ChannelOption.SO_REUSEADDR, true));
  }

  private static <C extends Channel> C orClose(C channel, Runnable options) {
    try {
      options.run();
      return channel;
    } catch (RuntimeException e) {
      channel.unsafe().closeForcibly();
      throw e;
    }
  }

  private static <T> void set(ChannelConfig config, ChannelOption<T> option, T value) {
    if (!config.setOption(option, value)) {
      throw new ChannelException("The system does not know the socket option " + option.name());
    }
  }
}
