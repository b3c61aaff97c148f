package io.tempera.simulation;

import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A world of real threads, real time, and sockets on the loopback interface. */
public final class RealWorld implements World, AutoCloseable {
  /** Sockets are closed by their loops, a moment after everybody has let go. */
  private static final Duration LAST_SOCKET = Duration.ofSeconds(20);

  private final RuntimeComponent real = new RuntimeComponent();
  private final WatchedRuntime runtime = new WatchedRuntime(real);
  private final Recorder recorder = new Recorder(runtime.clock());
  private final Wait changed = runtime.newWait();
  private final BearerComponent bearers = BearerComponent.withDefaults(runtime, telling());
  private final int port = freePort();

  /** Records, and lets those look who wait. */
  private Tracer telling() {
    return new Tracer() {
      @Override
      public void trace(Trace trace) {
        recorder.trace(trace);
        changed.wake();
      }

      @Override
      public boolean wanted(Class<? extends Trace> kind) {
        return recorder.wanted(kind);
      }
    };
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("There is no free port", e);
    }
  }

  @Override
  public TemperaRuntime runtime() {
    return runtime;
  }

  @Override
  public BearerFactory bearers(int host) {
    return bearers;
  }

  /** {@inheritDoc} Each host has an address of its own in 127.0.0.0/8. */
  @Override
  public InetSocketAddress address(int host) {
    return new InetSocketAddress("127.1." + (host + 1) / 256 + "." + (host + 1) % 256, port);
  }

  @Override
  public Optional<FaultyNetwork> faults() {
    return Optional.empty();
  }

  /** The sockets that are still open when all is over: empty, or one sentence. */
  public List<String> open() throws InterruptedException {
    boolean closed = changed.until(() -> sockets() == 0, LAST_SOCKET);
    return closed ? List.of() : List.of(sockets() + " sockets are open at the end");
  }

  /** What was thrown and not caught, so far. */
  public List<String> thrown() {
    return runtime.thrown();
  }

  private long sockets() {
    return count(BearerTrace.Opened.class) - count(BearerTrace.Closed.class);
  }

  private long count(Class<? extends BearerTrace> kind) {
    return recorder.said().stream().filter(said -> kind.isInstance(said.trace())).count();
  }

  @Override
  public void close() {
    bearers.close();
    real.close();
  }
}
