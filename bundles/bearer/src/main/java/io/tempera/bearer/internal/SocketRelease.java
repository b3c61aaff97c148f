package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.RejectedExecutionException;

/**
 * Says when a closed socket has been given back to the system, so that its address is free.
 *
 * <p>That is later than its close: the JDK's selectors keep a closed socket until their next poll.
 * A task that is submitted after the last task of an iteration runs after the next poll.
 */
final class SocketRelease {
  private SocketRelease() {}

  /**
   * Runs something when the channel's socket is gone.
   *
   * @param then runs on the channel's loop, or on the thread that closes after the loop's end
   */
  static void of(Channel channel, SingleThreadEventLoop loop, Runnable then) {
    channel.closeFuture().addListener(closed -> afterNextPoll(loop, then));
  }

  private static void afterNextPoll(SingleThreadEventLoop loop, Runnable then) {
    try {
      loop.executeAfterEventLoopIteration(() -> submit(loop, then));
    } catch (RejectedExecutionException e) {
      then.run();
    }
  }

  private static void submit(SingleThreadEventLoop loop, Runnable then) {
    try {
      loop.execute(then);
    } catch (RejectedExecutionException e) {
      then.run();
    }
  }
}
