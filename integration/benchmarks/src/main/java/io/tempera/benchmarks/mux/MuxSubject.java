package io.tempera.benchmarks.mux;

import com.google.inject.Guice;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.wire.Frames;
import io.tempera.benchmarks.wire.Shape;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxFactory;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxModule;
import io.tempera.mux.internal.MuxSettings;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import io.tempera.trace.Tracer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Two multiplexers with the default settings over two bearers, without a handshake, and on each
 * side two halves that read and write bytes on tasks of their own.
 */
public final class MuxSubject implements Subject {
  /** Block-fetch's (cardano-diffusion NodeToNode): the whole window fits into it. */
  private static final int INGRESS_LIMIT = 23_068_694;

  /** The real one, to which nobody listens. */
  private static final Tracer SILENT = new TracerComponent();

  private final Place place;
  private final RuntimeComponent runtime;
  private final BearerComponent server;
  private final BearerComponent client;
  private final Desk pings = new Desk();
  private final Desk bulk = new Desk();
  private final CountDownLatch halves = new CountDownLatch(4);
  private final Mux answers;
  private final Mux asks;

  private MuxSubject(Shape shape, Place place) throws InterruptedException {
    this.place = place;
    runtime = place.runtime();
    server = BearerComponent.withDefaults(runtime, SILENT);
    client = BearerComponent.withDefaults(runtime, SILENT);
    MuxFactory muxes =
        Guice.createInjector(new MuxModule(() -> MuxSettings.DEFAULTS, runtime, SILENT))
            .getInstance(MuxFactory.class);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (BearerListener listener = server.listen(any)) {
      Bearer asking =
          client.dial(
              new DialRequest(listener.localAddress(), Optional.empty(), Duration.ofSeconds(30)));
      answers = mux(muxes, new SizedBearer(listener.accept(), shape.payload()));
      run(answers, Frames.SMALL, Direction.RESPONDER, Talks::pong);
      run(answers, Frames.BULK, Direction.RESPONDER, half -> Talks.answer(half, shape));
      asks = mux(muxes, new SizedBearer(asking, shape.payload()));
      run(asks, Frames.SMALL, Direction.INITIATOR, half -> Talks.ping(half, pings));
      run(asks, Frames.BULK, Direction.INITIATOR, half -> Talks.ask(half, bulk, shape));
    }
  }

  private Mux mux(MuxFactory muxes, Bearer bearer) {
    Mux mux = muxes.create(bearer);
    mux.run();
    return mux;
  }

  private void run(Mux mux, int number, Direction direction, TaskJob.Talk talk) {
    ProtocolKey key = new ProtocolKey(number, direction);
    mux.register(key, INGRESS_LIMIT);
    TaskJob job =
        new TaskJob(
            mux.tasks(),
            runtime.newWait(),
            "benchmark " + key,
            half -> {
              try {
                talk.hold(half);
              } finally {
                halves.countDown();
              }
            });
    mux.runMiniProtocol(key, StartMode.EAGERLY, job);
  }

  /** Connects. */
  public static MuxSubject open(Shape shape, Place place) throws InterruptedException {
    return new MuxSubject(shape, place);
  }

  @Override
  public String name() {
    return place.row("Tempera's mux");
  }

  @Override
  public long[] pingPong(int count) throws InterruptedException {
    return pings.order(count);
  }

  @Override
  public long bulk(int messages) throws InterruptedException {
    return bulk.order(messages)[0];
  }

  @Override
  public void close() throws InterruptedException {
    asks.stop();
    answers.stop();
    halves.await();
    client.close();
    server.close();
    runtime.close();
  }
}
