package io.tempera.bearer.internal;

import com.google.inject.Inject;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.SingleThreadIoEventLoop;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
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

  @Override
  public BearerListener listen(SocketAddress local) {
    if (loops.isStopped()) {
      throw Sentences.stoppedBefore("listen on " + ConnectionId.text(local));
    }
    Place place = Place.of(local);
    try {
      NettyListener listener = new MutualRefusal(runtime).outlast(() -> open(place));
      tracer.trace(new BearerTrace.Listening(listener.localAddress()));
      return listener;
    } catch (ChannelException e) {
      throw Sentences.cannotListen(local, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Sentences.listenInterrupted(local);
    }
  }

  private NettyListener open(Place place) throws InterruptedException {
    SingleThreadIoEventLoop loop = loops.next();
    Transport transport = settings.get().transport();
    Binder binder = new Binder(place.address(), loops, loop, runtime);
    Channel channel =
        SocketOptions.ofListener(settings.get(), place, transport.newServerSocket(place.family()));
    NettyListener listener =
        new NettyListener(channel, place, loop, loops, settings, tracer, runtime);
    listener.bound(place.bind(transport, channel, binder));
    return listener;
  }

  /** Closes every listener and bearer, ends the event loops and waits for that. Idempotent. */
  @Override
  public void close() {
    loops.close();
  }
}
