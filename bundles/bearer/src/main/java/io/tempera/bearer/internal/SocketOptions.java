package io.tempera.bearer.internal;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannelConfig;

/** What is set on every socket before a loop knows it; {@link Place} adds what its own kind has. */
final class SocketOptions {
  /** What the first read of a channel has room for; later reads follow what arrives. */
  private static final int FIRST_READ = 2_048;

  private static final int SMALLEST_READ = 64;

  /** One batch is under way at a time, whatever its size: Netty's own marks have nothing to say. */
  private static final WriteBufferWaterMark NO_MARKS =
      new WriteBufferWaterMark(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private SocketOptions() {}

  /**
   * For a dialled or accepted socket. It reads nothing until it is told to, then at most {@code
   * readBuffer} bytes in one turn. The buffer is taken from the allocator for each read and given
   * back right after it, so a channel on which nothing arrives holds none; its size follows what
   * arrived before. A channel that refuses an option is closed.
   */
  static Channel ofConnection(BearerSettings settings, Place place, Channel channel) {
    return orClose(channel, () -> connection(settings, place, channel));
  }

  private static void connection(BearerSettings settings, Place place, Channel channel) {
    ChannelConfig config = channel.config();
    config.setAutoRead(false);
    // Not as an option: the JDK's Unix sockets do not know it by that name.
    ((DuplexChannelConfig) config).setAllowHalfClosure(true);
    AdaptiveRecvByteBufAllocator reads =
        new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, settings.readBuffer());
    reads.maxMessagesPerRead(1);
    config.setRecvByteBufAllocator(reads);
    place.setConnectionOptions(settings.transport(), channel);
    // The dialler has a deadline of its own.
    config.setConnectTimeoutMillis(0);
    config.setWriteBufferWaterMark(NO_MARKS);
  }

  /**
   * For a listening socket. It accepts one connection for each {@link Channel#read()}. A channel
   * that refuses an option is closed.
   */
  static Channel ofListener(BearerSettings settings, Place place, Channel channel) {
    return orClose(
        channel,
        () -> {
          ChannelConfig config = channel.config();
          config.setAutoRead(false);
          place.setListenerOptions(settings.transport(), channel);
          set(config, ChannelOption.SO_BACKLOG, settings.backlog());
        });
  }

  private static Channel orClose(Channel channel, Runnable options) {
    try {
      options.run();
      return channel;
    } catch (RuntimeException e) {
      channel.unsafe().closeForcibly();
      throw e;
    }
  }

  /** Sets an option that every system has. */
  static <T> void set(ChannelConfig config, ChannelOption<T> option, T value) {
    if (!config.setOption(option, value)) {
      throw new ChannelException("The system does not know the socket option " + option.name());
    }
  }
}
