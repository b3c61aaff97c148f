package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.LeakPresenceDetector;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.Wait;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A factory on the loopback interface, and at its end the proof that nothing is left of it. */
final class Loopback implements AutoCloseable {
  final RuntimeComponent runtime = new RuntimeComponent();
  final List<Trace> traces = new CopyOnWriteArrayList<>();
  final NettyBearerFactory factory;
  private final Wait traced = runtime.newWait();

  Loopback(Transport transport) {
    this(BearerSettings.defaults(transport));
  }

  private Loopback(BearerSettings settings) {
    factory = newFactory(settings);
  }

  /** With one event loop for every connection, however many processors the machine has. */
  static Loopback onOneLoop(Transport transport) {
    BearerSettings usual = BearerSettings.defaults(transport);
    return new Loopback(new BearerSettings(1, transport, usual.backlog(), usual.readBuffer()));
  }

  NettyBearerFactory newFactory(BearerSettings settings) {
    return new NettyBearerFactory(
        () -> settings,
        runtime,
        new Tracer() {
          @Override
          public void trace(Trace trace) {
            traces.add(trace);
            traced.wake();
          }

          @Override
          public boolean wanted(Class<? extends Trace> kind) {
            return true;
          }
        });
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  BearerListener listen() {
    return factory.listen(anyPort());
  }

  Bearer dial(SocketAddress remote) throws InterruptedException {
    return factory.dial(new DialRequest(remote, Optional.empty(), Recorder.LONG));
  }

  Bearer dial(SocketAddress remote, SocketAddress local) throws InterruptedException {
    return factory.dial(new DialRequest(remote, Optional.of(local), Recorder.LONG));
  }

  /** Two bearers of one connection. */
  record Pair(Bearer dialled, Bearer accepted) {}

  Pair connect() throws InterruptedException {
    try (BearerListener listener = listen()) {
      Bearer dialled = dial(listener.localAddress());
      return new Pair(dialled, listener.accept());
    }
  }

  Recorder start(Bearer bearer) {
    Recorder recorder = new Recorder(runtime);
    bearer.start(recorder);
    return recorder;
  }

  void awaitTraces(Class<? extends Trace> type, int count) throws InterruptedException {
    assertThat(
            traced.until(
                () -> traces.stream().filter(type::isInstance).count() >= count, Recorder.LONG))
        .as("%d %s in %s", count, type, traces)
        .isTrue();
  }

  /** Runs a body as a task and gives what it threw. */
  AtomicReference<Throwable> thrownBy(
      ThrowingBody body, AtomicReference<io.tempera.runtime.Task> task) {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    task.set(
        runtime
            .tasks()
            .start(
                "test",
                () -> {
                  try {
                    body.run();
                  } catch (Throwable t) {
                    thrown.set(t);
                  }
                }));
    return thrown;
  }

  interface ThrowingBody {
    void run() throws Exception;
  }

  @Override
  public void close() throws InterruptedException {
    factory.close();
    LeakPresenceDetector.check();
    awaitNoThread(runtime);
    runtime.close();
  }

  /** The last lines of a thread come after it has said that it ends. */
  static void awaitNoThread(RuntimeComponent runtime) throws InterruptedException {
    Wait wait = runtime.newWait();
    for (int i = 0; i < 1_000 && !threads().isEmpty(); i++) {
      wait.until(() -> false, Duration.ofMillis(2));
    }
    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            n ->
                n.startsWith("tempera-bearer")
                    || n.startsWith("globalEventExecutor")
                    || n.contains("ObjectCleaner"))
        .toList();
  }
}
