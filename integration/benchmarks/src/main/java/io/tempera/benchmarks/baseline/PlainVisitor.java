package io.tempera.benchmarks.baseline;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.tempera.benchmarks.visit.Visits;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** Visits a plain host, wherever it is: says a frame, waits for the answer, and resets. */
public final class PlainVisitor implements Visits {
  private final EventLoopGroup loops;
  private final SocketAddress host;
  private final Bootstrap dialling;

  private PlainVisitor(int count, SocketAddress host) {
    this.host = host;
    loops = PlainTransport.newLoops(count);
    dialling =
        new Bootstrap()
            .group(loops)
            .channel(PlainTransport.socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_LINGER, 0)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    child.pipeline().addLast(new Asking());
                  }
                });
  }

  /**
   * Visits nobody yet.
   *
   * @param loops event loops
   * @param host where a {@link PlainHost} listens
   */
  public static PlainVisitor open(int loops, SocketAddress host) {
    return new PlainVisitor(loops, host);
  }

  @Override
  public String name() {
    return "plain Netty";
  }

  @Override
  public void visit(int guest) throws InterruptedException {
    Channel channel = dialling.connect(host).sync().channel();
    channel.closeFuture().sync();
  }

  @Override
  public void close() throws InterruptedException {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private static final class Asking extends VisitEnd {
    Asking() {
      super(ANSWER);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      say(context, PROPOSAL);
    }

    @Override
    void arrived(ChannelHandlerContext context) {
      context.close();
    }
  }
}
