package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.Endpoint;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import io.tempera.testkit.RawPeer;
import io.tempera.trace.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A door that cannot go on, for a fault of this node, says so and leaves nothing half open. */
@Timeout(60)
final class BrokenDoorTest extends DoorTest {
  private static final RuntimeException FAULT = new IllegalStateException("broken for the test");
  private static final Settings ONE_OF_EACH = at(3001);

  private static Settings at(int port) {
    return new Settings(
        Optional.of(new Endpoint.Host("127.0.0.1", port)),
        AcceptLimits.hardOnly(10),
        new AddressLimits(1, 0, 1, 10),
        Reporting.USUAL);
  }

  @Test
  void aConnectionManagerThatThrowsShutsTheDoorAndTheNodeIsTold() throws Exception {
    host.ready();
    open(ONE_OF_EACH);
    connections.broken = Optional.of(FAULT);

    connect();

    itIsShutAndSaysWhy();
  }

  @Test
  void anErrorShutsTheDoorAndTheNodeIsToldToo() throws Exception {
    host.ready();
    open(ONE_OF_EACH);
    connections.broken = Optional.of(new NoClassDefFoundError(FAULT.getMessage()));

    connect();

    itIsShutAndSaysWhy();
  }

  @Test
  void aBearerThatThrowsSomethingElseShutsTheDoorAndTheNodeIsTold() {
    host.ready();

    open(ONE_OF_EACH, new Faulty(network, true));

    itIsShutAndSaysWhy();
  }

  @Test
  void whoeverCannotBeHandedOverIsClosedAndHasLeft() throws Exception {
    host.ready();
    NoInclusion once = new NoInclusion(runtime);
    open(ONE_OF_EACH, new Services(once, tracer, network, connections, host));

    connect();

    itIsShutAndSaysWhy();
    assertThat(peers.getLast().isReset()).isTrue();
    assertThat(network.connections()).isEmpty();

    once.over = true;
    runtime.run(() -> listener.orElseThrow().change(at(3002)));
    runtime.runUntilIdle();
    peers.add(RawPeer.connect(runtime, network, new InetSocketAddress("127.0.0.1", 3002)));
    runtime.runUntilIdle();

    assertThat(published).containsExactly("listening on 127.0.0.1:3002");
    assertThat(peers.getLast().isReset()).as("the only place is taken").isFalse();
    assertThat(connections.busyWith).hasSize(1);
  }

  @Test
  void aDoorThatBreaksWhileItIsClosedIsJustClosed() throws Exception {
    host.ready();
    open(ONE_OF_EACH, new Faulty(network, false));

    runtime.run(listener.orElseThrow()::close);

    assertThat(tracer.traces(BearerTrace.ListenFailed.class)).isEmpty();
  }

  private void itIsShutAndSaysWhy() {
    assertThat(published).singleElement().isEqualTo("failed: " + FAULT.getMessage());
    assertThat(tracer.traces(BearerTrace.ListenFailed.class))
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.level()).isEqualTo(Level.ERROR);
              assertThat(trace.text()).contains("127.0.0.1:3001", FAULT.getMessage());
            });
  }

  /** Bearers that throw what they should not, at once or when nobody wants to accept any more. */
  private record Faulty(BearerFactory bearers, boolean atOnce) implements BearerFactory {
    @Override
    public Bearer dial(DialRequest request) throws InterruptedException {
      return bearers.dial(request);
    }

    @Override
    public BearerListener listen(SocketAddress local) {
      return new FaultyListener(bearers.listen(local), atOnce);
    }
  }

  private record FaultyListener(BearerListener listener, boolean atOnce) implements BearerListener {
    @Override
    public SocketAddress localAddress() {
      return listener.localAddress();
    }

    @Override
    public Bearer accept() {
      try {
        if (!atOnce) {
          return listener.accept();
        }
      } catch (InterruptedException e) {
        // It goes wrong over that.
      }
      throw FAULT;
    }

    @Override
    public void close() {
      listener.close();
    }
  }

  /** A runtime that for a while starts no task that hands a connection over. */
  private static final class NoInclusion implements TemperaRuntime {
    private final TemperaRuntime runtime;
    private volatile boolean over;

    NoInclusion(TemperaRuntime runtime) {
      this.runtime = runtime;
    }

    @Override
    public Tasks tasks() {
      return this::start;
    }

    private Task start(String name, Runnable body) {
      if (!over && name.startsWith("include")) {
        throw FAULT;
      }
      return runtime.tasks().start(name, body);
    }

    @Override
    public Clock clock() {
      return runtime.clock();
    }

    @Override
    public Timers timers() {
      return runtime.timers();
    }

    @Override
    public Chance chance() {
      return runtime.chance();
    }

    @Override
    public Wait newWait() {
      return runtime.newWait();
    }

    @Override
    public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
      return runtime.newMailbox(handler);
    }
  }
}
