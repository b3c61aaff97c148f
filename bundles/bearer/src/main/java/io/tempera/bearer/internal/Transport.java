package io.tempera.bearer.internal;

import static io.tempera.bearer.internal.SocketOptions.set;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.StandardSocketOptions;
import java.nio.channels.spi.SelectorProvider;

/** What the sockets run on. Both behave alike, but for the options that each can set. */
enum Transport {
  /** Linux's epoll, through Netty's native library. */
  EPOLL {
    @Override
    IoHandlerFactory ioHandlers() {
      return LastingRegistrations.newFactory();
    }

    @Override
    Channel newSocket(SocketProtocolFamily family) {
      return switch (family) {
        case INET -> new EpollSocketChannel(family);
        case INET6 -> only6(new EpollSocketChannel(family));
        case UNIX -> new EpollDomainSocketChannel();
      };
    }

    @Override
    Channel newServerSocket(SocketProtocolFamily family) {
      return switch (family) {
        case INET -> new EpollServerSocketChannel(family);
        case INET6 -> only6(new EpollServerSocketChannel(family));
        case UNIX -> new EpollServerDomainSocketChannel();
      };
    }

    @Override
    boolean sharePort(ChannelConfig config) {
      return config.setOption(REUSE_PORT, 1);
    }

    @Override
    boolean sharesPort(ChannelConfig config) {
      return config.getOption(REUSE_PORT) == 1;
    }

    @Override
    void boundUnsent(ChannelConfig config, int bytes) {
      set(config, EpollChannelOption.TCP_NOTSENT_LOWAT, (long) bytes);
    }

    private Channel only6(Channel channel) {
      channel.config().setOption(IPV6_ONLY, 1);
      return channel;
    }
  },

  /** The JDK's selectors. IPv6 sockets take IPv4 connections too: the JDK cannot turn that off. */
  NIO {
    @Override
    IoHandlerFactory ioHandlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Channel newSocket(SocketProtocolFamily family) {
      return switch (family) {
        case INET, INET6 -> new NioSocketChannel(SelectorProvider.provider(), family);
        case UNIX -> new NioDomainSocketChannel();
      };
    }

    @Override
    Channel newServerSocket(SocketProtocolFamily family) {
      return switch (family) {
        case INET, INET6 -> new NioServerSocketChannel(SelectorProvider.provider(), family);
        case UNIX -> new NioServerDomainSocketChannel();
      };
    }

    @Override
    boolean sharePort(ChannelConfig config) {
      return config.setOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
    }

    @Override
    boolean sharesPort(ChannelConfig config) {
      return config.getOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT));
    }

    @Override
    void boundUnsent(ChannelConfig config, int bytes) {
      // The JDK does not know the option.
    }
  };

  /** IPV6_V6ONLY of IPPROTO_IPV6, as Linux numbers them (linux/in6.h). */
  static final IntegerUnixChannelOption IPV6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  /**
   * SO_REUSEPORT of SOL_SOCKET (asm-generic/socket.h): Netty knows it for listening sockets only.
   */
  private static final IntegerUnixChannelOption REUSE_PORT =
      new IntegerUnixChannelOption("SO_REUSEPORT", 1, 15);

  /** Epoll where its native library loads, NIO elsewhere. */
  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /**
   * This one, if it works here.
   *
   * @throws IllegalArgumentException when its native library does not load
   */
  Transport orRefuse() {
    if (this == EPOLL && !Epoll.isAvailable()) {
      throw new IllegalArgumentException(
          "transport is epoll, but its native library does not load here ("
              + Epoll.unavailabilityCause().getMessage()
              + "); set it to auto or nio");
    }
    return this;
  }

  /** Makes what polls the sockets of one event loop. */
  abstract IoHandlerFactory ioHandlers();

  /** A socket to dial with, not registered with a loop yet. */
  abstract Channel newSocket(SocketProtocolFamily family);

  /** A socket to listen with, not registered with a loop yet. */
  abstract Channel newServerSocket(SocketProtocolFamily family);

  /**
   * Sets SO_REUSEPORT, which lets dialled sockets share the listener's port.
   *
   * @return false where the system does not have it
   */
  abstract boolean sharePort(ChannelConfig config);

  /** Whether SO_REUSEPORT is set. */
  abstract boolean sharesPort(ChannelConfig config);

  /** Bounds what the kernel takes of a TCP connection before it can send it; where it can. */
  abstract void boundUnsent(ChannelConfig config, int bytes);
}
