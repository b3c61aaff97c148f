package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.SingleThreadIoEventLoop;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt to connect: from the request to an open bearer, or to nothing at all. */
final class Dialler {
  private final DialRequest request;
  private final EventLoops loops;
  private final SingleThreadIoEventLoop loop;
  private final BearerSettings settings;
  private final Transport transport;
  private final Tracer tracer;
  private final Wait wait;
  private final AtomicReference<Throwable> refusal = new AtomicReference<>();
  private volatile Optional<NettyBearer> bearer = Optional.empty();
  private volatile boolean unwanted;

  /** An attempt on one of these loops. */
  Dialler(
      DialRequest request,
      EventLoops loops,
      BearerSettings settings,
      Tracer tracer,
      TemperaRuntime runtime) {
    this.request = request;
    this.loops = loops;
    this.loop = loops.next();
    this.settings = settings;
    this.transport = settings.transport();
    this.tracer = tracer;
    this.wait = runtime.newWait();
  }

  /**
   * Connects; blocks. See {@link io.tempera.bearer.BearerFactory#dial}. The socket is made on its
   * loop: there Netty remembers what it found out about handlers, and the loop is woken once.
   */
  Bearer dial() throws InterruptedException {
    Place remote = Place.of(request.remote());
    Optional<Place> local = request.local().map(Place::of);
    local.ifPresent(remote::checkDialledFrom);
    boolean connected = false;
    try {
      onLoop(() -> open(remote, local));
      boolean inTime =
          wait.until(() -> hasOpened() || refusal.get() != null, request.connectTimeout());
      connected = hasOpened();
      if (connected) {
        return bearer.orElseThrow();
      }
      throw inTime ? refused() : Sentences.dialTimedOut(request.remote(), request.connectTimeout());
    } finally {
      if (!connected) {
        unwanted = true;
        bearer.ifPresent(NettyBearer::close);
      }
    }
  }

  private boolean hasOpened() {
    return bearer.filter(NettyBearer::hasOpened).isPresent();
  }

  private void onLoop(Runnable action) {
    try {
      loop.execute(action);
    } catch (RejectedExecutionException e) {
      refuse(e);
    }
  }

  private void open(Place remote, Optional<Place> local) {
    try {
      Channel channel =
          SocketOptions.ofConnection(settings, remote, transport.newSocket(remote.family()));
      NettyBearer made =
          new NettyBearer(
              channel, loop, loops.tasksNear(loop), tracer, remote, true, opened -> wait.wake());
      channel.pipeline().addLast(made);
      connect(channel, remote.on(transport), local.map(place -> place.on(transport)));
      // Only now: without its loop it could not be closed.
      bearer = Optional.of(made);
      if (made.hasOpened()) {
        wait.wake();
      }
      if (unwanted) {
        made.close();
      }
    } catch (RuntimeException | Error e) {
      refuse(e);
    }
  }

  private void connect(Channel channel, SocketAddress remote, Optional<SocketAddress> local) {
    loops
        .register(channel, loop)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                channel
                    .connect(remote, local.orElse(null))
                    .addListener(connected -> refuse(connected.cause()));
              } else {
                refuse(registered.cause());
              }
            });
  }

  /** Keeps the first reason there is, and says so to whoever waits. */
  private void refuse(Throwable cause) {
    if (cause != null && refusal.compareAndSet(null, cause)) {
      wait.wake();
    }
  }

  private BearerException refused() {
    return loops.isStopped()
        ? Sentences.stoppedBefore("dial " + ConnectionId.text(request.remote()))
        : Sentences.cannotDial(request.remote(), request.local(), refusal.get());
  }
}
