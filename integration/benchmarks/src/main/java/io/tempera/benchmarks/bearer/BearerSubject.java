package io.tempera.benchmarks.bearer;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.Measured;
import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.wire.Initiator;
import io.tempera.benchmarks.wire.Responder;
import io.tempera.benchmarks.wire.Shape;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Two bearer bundles with the default settings, and one connection between them. */
public final class BearerSubject implements Subject {
  private final RuntimeComponent runtime = new RuntimeComponent();
  private final BearerComponent server =
      BearerComponent.withDefaults(runtime, new TracerComponent());
  private final BearerComponent client =
      BearerComponent.withDefaults(runtime, new TracerComponent());
  private final Measured measured;

  private BearerSubject(Shape shape) throws InterruptedException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (BearerListener listener = server.listen(any)) {
      Bearer asking =
          client.dial(
              new DialRequest(listener.localAddress(), Optional.empty(), Duration.ofSeconds(30)));
      Bearer answering = listener.accept();
      answering.start(new Talker(answering, new Responder(shape)));
      Initiator initiator = new Initiator(true, shape);
      asking.start(new Talker(asking, initiator));
      measured =
          new Measured(
              initiator,
              begin ->
                  asking.execute(
                      () -> {
                        begin.run();
                        asking.requestTurn();
                      }));
    }
  }

  /** Connects. */
  public static BearerSubject open(Shape shape) throws InterruptedException {
    return new BearerSubject(shape);
  }

  @Override
  public String name() {
    return "Tempera's bearer";
  }

  @Override
  public long[] pingPong(int count) throws InterruptedException {
    return measured.pingPong(count);
  }

  @Override
  public long bulk(int messages) throws InterruptedException {
    return measured.bulk(messages);
  }

  @Override
  public void close() {
    client.close();
    server.close();
    runtime.close();
  }
}
