package io.tempera.bearer.internal;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt to connect: from the request to an open bearer, or to nothing at all. */
final class Dialler {
  private final DialRequest request;
  private final EventLoops loops;
  private final SingleThreadIoEventLoop loop;
  private final BearerSettings settings;
  private final Tracer tracer;
  private final Wait wait;
  private final AtomicReference<Throwable> refusal = new AtomicReference<>();

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
    this.tracer = tracer;
    this.wait = runtime.newWait();
  }

  /** Connects; blocks. See {@link io.tempera.bearer.BearerFactory#dial}. */
  Bearer dial() throws InterruptedException {
    InetSocketAddress remote = Addresses.internet(request.remote());
    Optional<InetSocketAddress> local = request.local().map(Addresses::internet);
    SocketProtocolFamily family = Addresses.family(remote);
    if (local.isPresent() && Addresses.family(local.get()) != family) {
      throw Sentences.otherFamily(remote, local.get());
    }
    SocketChannel channel = newSocket(family);
    NettyBearer bearer = new NettyBearer(channel, loop, tracer, true, opened -> wait.wake());
    channel.pipeline().addLast(bearer);
    connect(channel, remote, local);
    boolean connected = false;
    try {
      boolean inTime =
          wait.until(() -> bearer.hasOpened() || refusal.get() != null, request.connectTimeout());
      connected = bearer.hasOpened();
      if (connected) {
        return bearer;
      }
      throw inTime ? refused() : Sentences.dialTimedOut(remote, request.connectTimeout());
    } finally {
      if (!connected) {
        bearer.close();
      }
    }
  }

  private SocketChannel newSocket(SocketProtocolFamily family) {
    try {
      return SocketOptions.ofConnection(settings, settings.transport().newSocket(family));
    } catch (RuntimeException e) {
      throw Sentences.cannotDial(request.remote(), request.local(), e);
    }
  }

  private void connect(
      SocketChannel channel, SocketAddress remote, Optional<InetSocketAddress> local) {
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
