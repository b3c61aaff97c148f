package io.tempera.benchmarks.baseline;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.tempera.benchmarks.wire.Announcer;
import io.tempera.benchmarks.wire.Taker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** One end of a line: one other follows it, and it may follow one itself. */
final class PlainHop implements AutoCloseable {
  private final EventLoopGroup loops;
  private final Announcer announcer = new Announcer();
  private final PlainHandler serving = new PlainHandler(announcer, Output.COPYING);
  private final CompletableFuture<Channel> follower = new CompletableFuture<>();
  private final Channel listening;

  PlainHop(int count) throws InterruptedException {
    loops = PlainTransport.newLoops(count);
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(PlainTransport.serverSocket())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    child.pipeline().addLast(serving);
                    follower.complete(child);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  SocketAddress address() {
    return listening.localAddress();
  }

  /** Tells whoever follows; waits until there is one. */
  void announce(byte[] header, byte[] block) {
    Channel channel = follower.join();
    channel
        .eventLoop()
        .execute(
            () -> {
              announcer.announce(header, block);
              serving.write(channel.pipeline().context(serving));
            });
  }

  /**
   * Follows another one.
   *
   * @param taken is given each header and block, on the loop
   */
  void follow(SocketAddress other, int headerSize, int blockSize, BiConsumer<byte[], byte[]> taken)
      throws InterruptedException {
    ChannelHandler following =
        new PlainHandler(new Taker(headerSize, blockSize, taken), Output.COPYING);
    new Bootstrap()
        .group(loops)
        .channel(PlainTransport.socket())
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(following)
        .connect(other)
        .sync();
  }

  @Override
  public void close() throws InterruptedException {
    listening.close().sync();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }
}
