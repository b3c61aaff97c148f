package io.tempera.benchmarks.baseline;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.benchmarks.wire.Responder;
import io.tempera.benchmarks.wire.Shape;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Answers on every connection. */
final class PlainNettyServer implements AutoCloseable {
  private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final EventLoopGroup loops;
  private final Channel channel;

  PlainNettyServer(int loopCount, Output output, Shape shape, List<byte[]> messages)
      throws InterruptedException {
    loops = PlainTransport.newLoops(loopCount);
    channel =
        new ServerBootstrap()
            .group(loops)
            .channel(PlainTransport.serverSocket())
            .option(ChannelOption.SO_BACKLOG, Visits.BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    accepted.add(child);
                    child
                        .pipeline()
                        .addLast(new PlainHandler(new Responder(shape, messages), output));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  SocketAddress address() {
    return channel.localAddress();
  }

  int connections() {
    return accepted.size();
  }

  @Override
  public void close() throws InterruptedException {
    channel.close().sync();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }
}
