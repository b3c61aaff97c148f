package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.SingleThreadIoEventLoop;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.net.SocketAddress;
import java.time.Duration;

/** Binds channels, and waits until that is done. */
final class Binder {
  /** Binding asks only the kernel; longer than this means that something is very wrong. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SocketAddress wanted;
  private final EventLoops loops;
  private final SingleThreadIoEventLoop loop;
  private final Wait wait;

  /**
   * For channels of this one of the loops.
   *
   * @param wanted the address that errors name
   */
  Binder(
      SocketAddress wanted,
      EventLoops loops,
      SingleThreadIoEventLoop loop,
      TemperaRuntime runtime) {
    this.wanted = wanted;
    this.loops = loops;
    this.loop = loop;
    this.wait = runtime.newWait();
  }

  /**
   * Binds a channel that no loop knows yet.
   *
   * @throws io.tempera.bearer.BearerException when the address cannot be had; the channel is closed
   */
  void bind(Channel channel, SocketAddress address) throws InterruptedException {
    boolean bound = false;
    try {
      await(loops.register(channel, loop));
      await(channel.bind(address));
      bound = true;
    } finally {
      if (!bound) {
        discard(channel);
      }
    }
  }

  /** Closes a channel that a loop may not know yet. */
  static void discard(Channel channel) {
    discard(channel, () -> {});
  }

  /**
   * Closes a channel that a loop may not know yet.
   *
   * @param then runs when it is closed, on this thread or the channel's loop
   */
  static void discard(Channel channel, Runnable then) {
    if (channel.isRegistered()) {
      channel.close().addListener(closed -> then.run());
    } else {
      channel.unsafe().closeForcibly();
      then.run();
    }
  }

  private void await(ChannelFuture future) throws InterruptedException {
    future.addListener(done -> wait.wake());
    if (!wait.until(future::isDone, TIMEOUT)) {
      throw Sentences.listenTookTooLong(wanted, TIMEOUT);
    }
    if (!future.isSuccess()) {
      throw Sentences.cannotListen(wanted, future.cause());
    }
  }
}
