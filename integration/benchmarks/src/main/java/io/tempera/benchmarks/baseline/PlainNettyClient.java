package io.tempera.benchmarks.baseline;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.tempera.benchmarks.Measured;
import io.tempera.benchmarks.wire.Initiator;
import io.tempera.benchmarks.wire.Shape;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** Asks on one connection. */
final class PlainNettyClient implements AutoCloseable {
  private final EventLoopGroup loops;
  private final Initiator initiator;
  private final PlainHandler handler;
  private final Channel channel;

  PlainNettyClient(SocketAddress server, int loopCount, Output output, Shape shape)
      throws InterruptedException {
    loops = PlainTransport.newLoops(loopCount);
    initiator = new Initiator(output == Output.COPYING, shape);
    handler = new PlainHandler(initiator, output);
    channel =
        new Bootstrap()
            .group(loops)
            .channel(PlainTransport.socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(handler)
            .connect(server)
            .sync()
            .channel();
  }

  Measured measured() {
    return new Measured(
        initiator,
        begin ->
            channel
                .eventLoop()
                .execute(
                    () -> {
                      begin.run();
                      handler.write(channel.pipeline().context(handler));
                    }));
  }

  @Override
  public void close() throws InterruptedException {
    channel.close().sync();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }
}
