package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxFactory;
import io.tempera.runtime.Task;
import io.tempera.runtime.Wait;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.RecordingUser;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Trace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A connection manager in virtual time on an in-memory network, with a remote host that only has
 * sockets. At the end nothing may be left.
 */
final class Harness implements AutoCloseable, MuxFactory {
  static final InetSocketAddress LISTENING = new InetSocketAddress("127.0.0.1", 3001);
  static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.2", 3001);

  final VirtualRuntime runtime;
  final MemoryNetwork network;
  final RecordingTracer tracer;
  final FakeHandshake handshake;
  final FakeHost host = new FakeHost();
  final ConnectionManagerComponent manager;

  /** Why the node was to stop, each time. */
  final List<Failure> nodeStops = new ArrayList<>();

  /** Where dialling begins. */
  final ListeningAddress listeningAddress = () -> LISTENING;

  final BearerFactory remoteHost;
  private final Map<ConnectionId, FakeMux> muxes = new LinkedHashMap<>();
  private final BearerListener remoteListener;
  private final BearerListener listener;

  Harness() {
    this(Settings.defaults());
  }

  Harness(Settings settings) {
    this(settings, new VirtualRuntime());
  }

  Harness(Settings settings, VirtualRuntime runtime) {
    this.runtime = runtime;
    network = new MemoryNetwork(runtime);
    tracer = new RecordingTracer(runtime);
    handshake = new FakeHandshake(runtime);
    remoteHost = network.host("127.0.0.2");
    manager =
        ConnectionManagerComponent.of(
            new Services(runtime, tracer, network, this, handshake, host),
            settings,
            nodeStops::add);
    manager.bindListeningAddress(listeningAddress);
    listener = network.listen(LISTENING);
    remoteListener = remoteHost.listen(REMOTE);
    runtime.start("remote listener", () -> acceptAll(remoteListener));
    runtime.runUntilIdle();
  }

  /** What the remote side accepted; it does nothing with it. */
  final List<Bearer> acceptedByRemote = new ArrayList<>();

  private void acceptAll(BearerListener from) throws InterruptedException {
    while (true) {
      try {
        Bearer bearer = from.accept();
        new RecordingUser(runtime, bearer).start();
        acceptedByRemote.add(bearer);
      } catch (BearerException closed) {
        return;
      }
    }
  }

  /** What every multiplexer begins with. */
  Runnable whenMuxIsCreated = () -> {};

  @Override
  public Mux create(Bearer bearer) {
    whenMuxIsCreated.run();
    FakeMux mux = new FakeMux(bearer);
    muxes.put(bearer.connectionId(), mux);
    return mux;
  }

  FakeMux mux(ConnectionId id) {
    return muxes.get(id);
  }

  /** Parks a task until a multiplexer has ended. */
  void awaitEnd(ConnectionId id) {
    Wait wait = runtime.newWait();
    mux(id).whenEnded(end -> wait.wake());
    try {
      wait.until(() -> mux(id).ended().isPresent());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A call on a task of its own, of which the test keeps the outcome. */
  final class Pending<T> {
    private final Task task;
    private Optional<T> value = Optional.empty();
    private Optional<Exception> thrown = Optional.empty();

    private Pending(String name, Callable<T> call) {
      task =
          runtime.start(
              name,
              () -> {
                try {
                  value = Optional.of(call.call());
                } catch (Exception e) {
                  thrown = Optional.of(e);
                }
              });
      runtime.runUntilIdle();
    }

    boolean isDone() {
      return task.isDone();
    }

    T value() {
      runtime.runUntil(task::isDone);
      thrown.ifPresent(
          e -> {
            throw new AssertionError("It threw", e);
          });
      return value.orElseThrow();
    }

    Exception thrown() {
      runtime.runUntil(task::isDone);
      return thrown.orElseThrow(() -> new AssertionError("It returned " + value));
    }

    void interrupt() {
      task.interrupt();
      runtime.runUntilIdle();
    }
  }

  <T> Pending<T> begin(String name, Callable<T> call) {
    return new Pending<>(name, call);
  }

  Pending<AcquireResult> acquire() {
    return acquire(DiffusionMode.INITIATOR_AND_RESPONDER);
  }

  Pending<AcquireResult> acquire(DiffusionMode mode) {
    return begin("acquire", () -> manager.acquireOutbound(REMOTE, mode, Provenance.OUTBOUND));
  }

  /** Acquires, which must succeed. */
  ConnectionHandle acquired(DiffusionMode mode) {
    return connected(acquire(mode).value());
  }

  static ConnectionHandle connected(AcquireResult result) {
    assertThat(result).isInstanceOf(AcquireResult.Connected.class);
    return ((AcquireResult.Connected) result).handle();
  }

  /** The remote side connects from an address; what we accept is included. */
  Pending<AcquireResult> include(InetSocketAddress from) throws Exception {
    Bearer bearer = connectFrom(from);
    return begin("include", () -> manager.includeInbound(bearer));
  }

  /** A connection of the remote side's, accepted and not yet included. */
  Bearer connectFrom(InetSocketAddress from) throws Exception {
    runtime.start(
        "remote dial",
        () ->
            new RecordingUser(
                    runtime,
                    remoteHost.dial(
                        new DialRequest(LISTENING, Optional.of(from), Duration.ofSeconds(1))))
                .start());
    return accept();
  }

  /** What somebody has dialled, not yet included. */
  Bearer accept() throws Exception {
    return runtime.call(listener::accept);
  }

  /** The state of the only entry of a remote address, UNKNOWN when there is none. */
  ConnectionState state(InetSocketAddress remote) {
    List<ConnectionView> views =
        manager.connections().stream().filter(view -> view.remote().equals(remote)).toList();
    assertThat(views).hasSizeLessThan(2);
    return views.isEmpty() ? ConnectionState.UNKNOWN : views.getFirst().state();
  }

  ConnectionState state() {
    return state(REMOTE);
  }

  /** The states that the entries of a remote address went through, from UNKNOWN. */
  List<ConnectionState> history(InetSocketAddress remote) {
    List<ConnectionState> states = new ArrayList<>(List.of(ConnectionState.UNKNOWN));
    for (ConnectionTrace.Transition t : tracer.traces(ConnectionTrace.Transition.class)) {
      if (t.remote().equals(remote)) {
        assertThat(t.from()).isEqualTo(states.getLast());
        states.add(t.to());
      }
    }
    return states;
  }

  /** The first trace of a type; there must be one. */
  <T extends Trace> T said(Class<T> type) {
    return tracer
        .find(type, trace -> true)
        .orElseThrow(() -> new AssertionError("Nothing of the kind in " + tracer.lines()));
  }

  @Override
  public void close() throws Exception {
    runtime.run(manager::close);
    runtime.run(listener::close);
    runtime.run(remoteListener::close);
    runtime.runUntilIdle();
    assertThat(manager.connections()).isEmpty();
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }
}
