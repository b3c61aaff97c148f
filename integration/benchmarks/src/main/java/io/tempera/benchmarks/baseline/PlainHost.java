package io.tempera.benchmarks.baseline;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** Whom plain visitors visit: answers a frame with a frame. */
public final class PlainHost implements AutoCloseable {
  private final EventLoopGroup loops;
  private final Channel listening;

  private PlainHost(int count) throws InterruptedException {
    loops = PlainTransport.newLoops(count);
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(PlainTransport.serverSocket())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_LINGER, 0)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    child.pipeline().addLast(new Answering());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  /**
   * Listens.
   *
   * @param loops event loops
   */
  public static PlainHost open(int loops) throws InterruptedException {
    return new PlainHost(loops);
  }

  /** Where it listens. */
  public SocketAddress address() {
    return listening.localAddress();
  }

  @Override
  public void close() throws InterruptedException {
    listening.close().sync();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private static final class Answering extends VisitEnd {
    Answering() {
      super(PROPOSAL);
    }

    @Override
    void arrived(ChannelHandlerContext context) {
      say(context, ANSWER);
    }
  }
}
