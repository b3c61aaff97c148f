package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A listening socket that accepts on demand: each {@link #accept} asks the channel for one
 * connection, and nobody else asks. At most one connection is accepted ahead: when whoever asked
 * for it was interrupted; the next to ask gets it.
 */
final class NettyListener extends ChannelDuplexHandler implements BearerListener {
  final Channel channel;
  private final Place place;
  final SingleThreadEventLoop loop;
  private final EventLoops loops;
  private final Supplier<BearerSettings> settings;
  private final Tracer tracer;
  private final Wait wait;

  private final Consumer<NettyBearer> whenOpen = this::offer;
  private final Queue<NettyBearer> accepted = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** One connection was asked for and is not there yet. */
  private final AtomicBoolean asked = new AtomicBoolean();

  private volatile SocketAddress local;
  private final AtomicReference<Runnable> leave = new AtomicReference<>(() -> {});
  private volatile boolean closing;

  /** The socket is given back to the system. */
  private volatile boolean gone;

  /** The listener of a channel that will be registered with this loop, and bound. */
  NettyListener(
      Channel channel,
      Place place,
      SingleThreadEventLoop loop,
      EventLoops loops,
      Supplier<BearerSettings> settings,
      Tracer tracer,
      TemperaRuntime runtime) {
    this.channel = channel;
    this.place = place;
    this.loop = loop;
    this.loops = loops;
    this.settings = settings;
    this.tracer = tracer;
    this.wait = runtime.newWait();
    channel.pipeline().addLast(this);
    SocketRelease.of(channel, loop, this::socketGone);
  }

  /** The channel is bound: from here on there is an address. */
  void bound(Bound bound) {
    local = bound.address();
    leave.set(bound.leave());
    if (!channel.isOpen()) {
      leave();
    }
  }

  private void leave() {
    leave.getAndSet(() -> {}).run();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public Bearer accept() throws InterruptedException {
    while (true) {
      if (closing || gone) {
        throw Sentences.noLongerListening(local);
      }
      NettyBearer bearer = accepted.poll();
      if (bearer != null) {
        return bearer;
      }
      Throwable cause = failure.getAndSet(null);
      if (cause != null) {
        throw Sentences.cannotAccept(local, cause);
      }
      if (asked.compareAndSet(false, true)) {
        ask();
      }
      wait.until(
          () -> closing || gone || !accepted.isEmpty() || failure.get() != null || !asked.get());
    }
  }

  private void ask() {
    try {
      channel.read();
    } catch (RejectedExecutionException e) {
      gone = true;
    }
  }

  /**
   * Stops listening; blocks until the address is free again, unless it is called on the listener's
   * own loop.
   */
  @Override
  public void close() {
    closing = true;
    channel.close();
    wait.wake();
    dropAccepted();
    if (!loop.inEventLoop()) {
      try {
        wait.until(() -> gone, EventLoops.STOP_TIMEOUT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The channel is about to be closed, by {@link #close()} or by the stop of the bundle. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    leave();
    context.close(promise);
  }

  private void socketGone() {
    gone = true;
    wait.wake();
    dropAccepted();
  }

  private void dropAccepted() {
    for (NettyBearer b = accepted.poll(); b != null; b = accepted.poll()) {
      b.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel child = (Channel) message;
    SingleThreadIoEventLoop childLoop = loops.next();
    SocketOptions.ofConnection(settings.get(), place, child);
    NettyBearer bearer =
        new NettyBearer(
            child, childLoop, loops.tasksNear(childLoop), tracer, place, false, whenOpen);
    child.pipeline().addLast(bearer);
    child
        .closeFuture()
        .addListener(
            closed -> {
              if (!bearer.hasOpened()) {
                answered();
              }
            });
    loops.register(child, childLoop);
  }

  private void offer(NettyBearer bearer) {
    accepted.add(bearer);
    answered();
    if (closing || gone) {
      dropAccepted();
    }
  }

  private void answered() {
    asked.set(false);
    wait.wake();
  }

  /** Accepting failed, or the accepted connection could not be set up. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Netty goes on trying until a connection is there. Whoever accepts decides whether to.
    channel.config().setAutoRead(true);
    channel.config().setAutoRead(false);
    failure.set(cause);
    answered();
  }
}
