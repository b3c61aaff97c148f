package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The event loops, each on a daemon thread named {@code tempera-bearer-…}.
 *
 * <p>They are single loops, not one of Netty's groups: a group reports its end through Netty's
 * global executor, whose thread would outlive the bundle's stop.
 */
final class EventLoops implements AutoCloseable {
  /** How long a stop waits for the threads to end. */
  static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final List<SingleThreadIoEventLoop> loops = new ArrayList<>();

  /** For each loop the tasks near it. */
  private final Map<SingleThreadIoEventLoop, Tasks> tasks = new LinkedHashMap<>();

  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger live = new AtomicInteger();
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private final Wait stopping;
  private volatile boolean stopped;

  /** Starts the threads. */
  EventLoops(Transport transport, int count, TemperaRuntime runtime) {
    stopping = runtime.newWait();
    LoopThreads threads = new LoopThreads();
    try {
      for (int i = 0; i < count; i++) {
        SingleThreadIoEventLoop loop =
            new SingleThreadIoEventLoop(null, threads, transport.ioHandlers());
        loops.add(loop);
        tasks.put(loop, runtime.tasks().near(new OneInATurn(loop)));
        // A loop takes its thread at its first task. Now, on this thread, is the time: later it
        // would
        // inherit what belongs to whichever mini-protocol happens to dial first.
        live.incrementAndGet();
        loop.execute(() -> {});
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The loop for the next channel: one after the other. */
  SingleThreadIoEventLoop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** Starts tasks near one of these loops. */
  Tasks tasksNear(SingleThreadIoEventLoop loop) {
    return tasks.get(loop);
  }

  /** Whether it is over with these loops. */
  boolean isStopped() {
    return stopped;
  }

  /** Registers a channel with one of these loops; from then on a stop closes it. */
  ChannelFuture register(Channel channel, SingleThreadIoEventLoop loop) {
    ChannelFuture registered = loop.register(channel);
    // Not before it has a loop: without one it cannot be closed.
    channels.add(channel);
    channel.closeFuture().addListener(closed -> forget(channel));
    if (stopped) {
      channel.close();
    }
    return registered;
  }

  private void forget(Channel channel) {
    channels.remove(channel);
    if (stopped) {
      stopping.wake();
    }
  }

  /**
   * Closes every channel, ends the threads and waits until they have ended, at most twice {@link
   * #STOP_TIMEOUT}. Idempotent. An interrupt ends the waiting only.
   *
   * <p>The channels are closed here, not left to the loops: a loop that is told to end while it
   * runs tasks does not look at its channels again.
   */
  @Override
  public void close() {
    stopped = true;
    channels.forEach(Channel::close);
    boolean interrupted = !waitUntil(channels::isEmpty);
    for (SingleThreadIoEventLoop loop : loops) {
      loop.shutdownGracefully(0, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
    interrupted |= !waitUntil(() -> live.get() == 0);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when interrupted. */
  private boolean waitUntil(BooleanSupplier condition) {
    try {
      stopping.until(condition, STOP_TIMEOUT);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private final class LoopThreads extends DefaultThreadFactory {
    LoopThreads() {
      super("tempera-bearer", true);
    }

    @Override
    public Thread newThread(Runnable loop) {
      Thread thread = super.newThread(() -> run(loop));
      thread.setContextClassLoader(EventLoops.class.getClassLoader());
      return thread;
    }

    private void run(Runnable loop) {
      try {
        loop.run();
      } finally {
        live.decrementAndGet();
        stopping.wake();
      }
    }
  }
}
