package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DuplexChannelConfig;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of the reference's sockets, as the system has them on ours. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class SocketOptionsTest {
  private static final String FOUR = "127.0.0.1";
  private static final String SIX = "::1";

  @Parameter Transport transport;
  @TempDir Path directory;
  private Loopback net;

  @BeforeEach
  void begin() {
    net = new Loopback(transport);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {FOUR, SIX})
  void aDialledAndAnAcceptedSocketHaveThem(String host) throws Exception {
    try (BearerListener listener = listen(host)) {
      for (Bearer bearer : List.of(net.dial(listener.localAddress()), listener.accept())) {
        assertConnection(((NettyBearer) bearer).channel, host);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FOUR, SIX})
  void aSocketThatIsDialledFromTheListeningAddressHasThem(String host) throws Exception {
    try (BearerListener own = listen(host);
        BearerListener remote = listen(host)) {
      Bearer dialled = net.dial(remote.localAddress(), own.localAddress());

      assertThat(dialled.connectionId().local()).isEqualTo(own.localAddress());
      assertConnection(((NettyBearer) dialled).channel, host);
    }
  }

  private void assertConnection(Channel channel, String host) {
    ChannelConfig config = channel.config();
    assertThat(config.getOption(ChannelOption.SO_REUSEADDR)).isTrue();
    assertThat(transport.sharesPort(config)).isTrue();
    assertThat(config.getOption(ChannelOption.TCP_NODELAY)).isTrue();
    assertThat(config.getOption(ChannelOption.SO_LINGER)).isZero();
    assertThat(config.getOption(ChannelOption.SO_KEEPALIVE)).isFalse();
    assertOnly6(config, host);
    if (transport == Transport.EPOLL) {
      assertThat(config.getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(131_072);
    }
    assertThat(((DuplexChannelConfig) config).isAllowHalfClosure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {FOUR, SIX})
  void aListeningSocketHasThem(String host) throws Exception {
    try (BearerListener listener = listen(host)) {
      ChannelConfig config = ((NettyListener) listener).channel.config();
      assertThat(config.getOption(ChannelOption.SO_REUSEADDR)).isTrue();
      assertThat(transport.sharesPort(config)).isTrue();
      assertThat(config.getOption(ChannelOption.SO_BACKLOG)).isEqualTo(8);
      assertOnly6(config, host);
    }
  }

  /** The JDK cannot say it; {@link ListeningTest} shows how its sockets behave. */
  private void assertOnly6(ChannelConfig config, String host) {
    if (transport == Transport.EPOLL && host.equals(SIX)) {
      assertThat(config.getOption(Transport.IPV6_ONLY)).isEqualTo(1);
    }
  }

  @Test
  void aUnixSocketIsHalfOpenAndWaitsForItsUser() throws Exception {
    try (BearerListener listener = net.factory.listen(unix())) {
      assertThat(((NettyListener) listener).channel.config().getOption(ChannelOption.SO_BACKLOG))
          .isEqualTo(8);
      for (Bearer bearer : List.of(net.dial(unix()), listener.accept())) {
        ChannelConfig config = ((NettyBearer) bearer).channel.config();
        assertThat(((DuplexChannelConfig) config).isAllowHalfClosure()).isTrue();
        assertThat(config.isAutoRead()).isFalse();
      }
    }
  }

  /** Linux takes one more than it is told; the one after that is refused at once. */
  @Test
  void theSystemHoldsAsManyAsTheBacklogSays() throws Exception {
    try (BearerListener listener = net.factory.listen(unix())) {
      List<SocketChannel> waiting = new ArrayList<>();
      try {
        while (true) {
          SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
          channel.configureBlocking(false);
          waiting.add(channel);
          channel.connect(unix());
        }
      } catch (IOException full) {
        assertThat(waiting).hasSizeBetween(8 + 1, 8 + 2);
      } finally {
        for (SocketChannel channel : waiting) {
          channel.close();
        }
      }
      assertThat(listener.localAddress()).isEqualTo(unix());
    }
  }

  private UnixDomainSocketAddress unix() {
    return UnixDomainSocketAddress.of(directory.resolve("s"));
  }

  private BearerListener listen(String host) throws IOException {
    return net.factory.listen(new InetSocketAddress(InetAddress.getByName(host), 0));
  }
}
