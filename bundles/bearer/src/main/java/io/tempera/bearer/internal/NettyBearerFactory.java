package io.tempera.bearer.internal;

import com.google.inject.Inject;
import io.netty.channel.ChannelException;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** Dials and listens, on event loops of its own. */
final class NettyBearerFactory implements BearerFactory, AutoCloseable {
  private final Supplier<BearerSettings> settings;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final EventLoops loops;

  /** Starts the event loops. */
  @Inject
  NettyBearerFactory(Supplier<BearerSettings> settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    this.runtime = runtime;
    this.tracer = tracer;
    this.loops = new EventLoops(settings.get().transport(), settings.get().threads(), runtime);
  }

  @Override
  public Bearer dial(DialRequest request) throws InterruptedException {
    if (loops.isStopped()) {
      throw Sentences.stoppedBefore("dial " + ConnectionId.text(request.remote()));
    }
    return new Dialler(request, loops, settings.get(), tracer, runtime).dial();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Because sockets here share ports (SO_REUSEPORT), the system would let a second process of
   * the same user listen on the address of a first, and give each half of the connections. So a
   * socket that does not share is bound to the address first, and closed again: that fails when
   * somebody listens. Two processes that start in the same instant can both pass; the gap is some
   * microseconds wide.
   */
  @Override
  public BearerListener listen(SocketAddress local) {
    if (loops.isStopped()) {
      throw Sentences.stoppedBefore("listen on " + ConnectionId.text(local));
    }
    InetSocketAddress address = Addresses.internet(local);
    try {
      NettyListener listener = open(address);
      tracer.trace(new BearerTrace.Listening(listener.localAddress()));
      return listener;
    } catch (ChannelException e) {
      throw Sentences.cannotListen(local, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Sentences.listenInterrupted(local);
    }
  }

  private NettyListener open(InetSocketAddress address) throws InterruptedException {
    SingleThreadIoEventLoop loop = loops.next();
    Binder binder = new Binder(address, loops, loop, runtime);
    SocketProtocolFamily family = Addresses.family(address);
    Transport transport = settings.get().transport();
    if (address.getPort() != 0) {
      binder.tryOut(SocketOptions.ofProbe(transport.newSocket(family)));
    }
    ServerSocketChannel channel =
        SocketOptions.ofListener(settings.get(), transport.newServerSocket(family));
    NettyListener listener = new NettyListener(channel, loop, loops, settings, tracer, runtime);
    binder.bind(channel);
    return listener.bound();
  }

  /** Closes every listener and bearer, ends the event loops and waits for that. Idempotent. */
  @Override
  public void close() {
    loops.close();
  }
}
