package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.ServerSocketChannelConfig;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.tempera.runtime.Wait;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.spi.SelectorProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InternetPlaceTest {
  @Test
  void aListenerThatCannotShareItsPortGivesItBack() throws Exception {
    try (Loopback net = new Loopback(Transport.NIO);
        EventLoops loops = new EventLoops(Transport.NIO, 1, net.runtime)) {
      InternetPlace place = new InternetPlace(Loopback.anyPort());
      Channel channel = new SharesNoPort();
      Wait wait = net.runtime.newWait();
      channel.closeFuture().addListener(closed -> wait.wake());
      Binder binder = new Binder(place.address(), loops, loops.next(), net.runtime);

      assertThatThrownBy(() -> place.bind(Transport.NIO, channel, binder))
          .isInstanceOf(ChannelException.class)
          .hasMessage("no sharing");
      assertThat(wait.until(() -> channel.closeFuture().isDone(), Recorder.LONG)).isTrue();
    }
  }

  /** The system refuses SO_REUSEPORT. */
  private static final class SharesNoPort extends NioServerSocketChannel {
    SharesNoPort() {
      super(SelectorProvider.provider(), SocketProtocolFamily.INET);
    }

    @Override
    public ServerSocketChannelConfig config() {
      ServerSocketChannelConfig real = super.config();
      return (ServerSocketChannelConfig)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {ServerSocketChannelConfig.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("setOption")) {
                  throw new ChannelException("no sharing");
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
