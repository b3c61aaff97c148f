package io.tempera.benchmarks.baseline;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.benchmarks.wire.Frames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Plain Netty on both sides: the server answers a frame with a frame, the client then resets. */
public final class PlainVisits implements Visits {
  private static final int PROPOSAL = 23;
  private static final int ANSWER = 12;

  private final EventLoopGroup serverLoops;
  private final EventLoopGroup clientLoops;
  private final Channel listening;
  private final Bootstrap dialling;

  private PlainVisits(int loops) throws InterruptedException {
    serverLoops = PlainTransport.newLoops(loops);
    clientLoops = PlainTransport.newLoops(loops);
    listening =
        new ServerBootstrap()
            .group(serverLoops)
            .channel(PlainTransport.serverSocket())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_LINGER, 0)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    child.pipeline().addLast(new Host());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    dialling =
        new Bootstrap()
            .group(clientLoops)
            .channel(PlainTransport.socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_LINGER, 0)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    child.pipeline().addLast(new Guest());
                  }
                });
  }

  /**
   * Listens.
   *
   * @param loops event loops on each side
   */
  public static PlainVisits open(int loops) throws InterruptedException {
    return new PlainVisits(loops);
  }

  @Override
  public String name() {
    return "plain Netty";
  }

  @Override
  public void visit(int guest) throws InterruptedException {
    Channel channel = dialling.connect(listening.localAddress()).sync().channel();
    channel.closeFuture().sync();
  }

  @Override
  public void close() throws InterruptedException {
    listening.close().sync();
    clientLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    serverLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private static void say(ChannelHandlerContext context, int length) {
    ByteBuf frame = context.alloc().directBuffer(Frames.HEADER + length);
    context.writeAndFlush(frame.writeLong(Frames.header(0, length)).writeZero(length));
  }

  /** Counts what arrives, up to the end of the one frame that it expects. */
  private abstract static class End extends ChannelInboundHandlerAdapter {
    private int missing;

    End(int expected) {
      missing = Frames.HEADER + expected;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      missing -= bytes.readableBytes();
      bytes.release();
      if (missing == 0) {
        arrived(context);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // The other side's reset.
      context.close();
    }

    abstract void arrived(ChannelHandlerContext context);
  }

  private static final class Host extends End {
    Host() {
      super(PROPOSAL);
    }

    @Override
    void arrived(ChannelHandlerContext context) {
      say(context, ANSWER);
    }
  }

  private static final class Guest extends End {
    Guest() {
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
