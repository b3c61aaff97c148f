package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A door on an in-memory network, in virtual time, for tests of it. */
abstract class DoorTest implements Publisher {
  static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 3001);
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Settings SETTINGS =
      new Settings(Optional.of(new Endpoint.Host("127.0.0.1", 3001)), 2);

  final VirtualRuntime runtime = new VirtualRuntime();
  final RecordingTracer tracer = new RecordingTracer(runtime);
  final MemoryNetwork network = new MemoryNetwork(runtime);
  final FakeConnections connections = new FakeConnections(runtime);
  final ReadyHost host = new ReadyHost();
  final List<String> published = new ArrayList<>();
  final List<RawPeer> peers = new ArrayList<>();
  Optional<ListenerComponent> listener = Optional.empty();
  Optional<ListeningAddress> counters = Optional.empty();
  private int nextPort = 50_000;

  @Override
  public Runnable listening(ListeningAddress address) {
    counters = Optional.of(address);
    return publish("listening on " + ConnectionId.text(address.address()));
  }

  @Override
  public Runnable failed(Failure failure) {
    return publish("failed: " + failure.text());
  }

  private Runnable publish(String what) {
    published.add(what);
    return () -> published.remove(what);
  }

  void open(Settings settings) {
    open(settings, network);
  }

  void open(Settings settings, BearerFactory bearers) {
    open(settings, new Services(runtime, tracer, bearers, connections, host));
  }

  void open(Settings settings, Services services) {
    listener = Optional.of(ListenerComponent.of(services, this, settings));
    runtime.runUntilIdle();
  }

  void connect() throws Exception {
    connect("127.0.0.1");
  }

  void connect(String from) throws Exception {
    InetSocketAddress local = new InetSocketAddress(from, nextPort++);
    peers.add(RawPeer.connect(runtime, network, local, HERE));
    runtime.runUntilIdle();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (listener.isPresent()) {
      runtime.run(listener.get()::close);
    }
    assertThat(published).isEmpty();
    List.copyOf(connections.busyWith).forEach(connections::finish);
    runtime.runUntilIdle();
    peers.forEach(RawPeer::reset);
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }
}
