package io.tempera.listener.internal;

import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.Provenance;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.inbound.RemoteState;
import io.tempera.inbound.governor.internal.InboundGovernorComponent;
import io.tempera.mux.internal.MuxComponent;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.RecordingTracer;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node of the real bundles, but for bearers and mini-protocols. */
final class TestNode implements AutoCloseable, Publisher {
  final InetSocketAddress address;
  final RecordingTracer tracer;
  final ByteTalkHost host = new ByteTalkHost();
  final ConnectionManagerComponent connections;
  final InboundGovernorComponent governor;
  private final ListenerComponent listener;

  TestNode(
      TemperaRuntime runtime,
      BearerFactory bearers,
      String hostAddress,
      io.tempera.connection.manager.internal.Settings settings) {
    address = new InetSocketAddress(hostAddress, 3001);
    tracer = new RecordingTracer(runtime);
    connections =
        ConnectionManagerComponent.of(
            new io.tempera.connection.manager.internal.Services(
                runtime,
                tracer,
                bearers,
                new MuxComponent(defaults(MuxComponent.Config.class), runtime, tracer),
                new HandshakeComponent(runtime, tracer),
                host),
            settings);
    governor =
        InboundGovernorComponent.of(
            runtime, tracer, connections, io.tempera.inbound.governor.internal.Settings.defaults());
    listener =
        ListenerComponent.of(
            new Services(runtime, tracer, bearers, connections, host),
            this,
            new Settings(
                Optional.of(new Endpoint.Host(hostAddress, 3001)), settings.inboundHardLimit()));
  }

  private static <A> A defaults(Class<A> annotation) {
    return annotation.cast(
        Proxy.newProxyInstance(
            annotation.getClassLoader(),
            new Class<?>[] {annotation},
            (proxy, method, args) -> method.getDefaultValue()));
  }

  @Override
  public Runnable listening(ListeningAddress where) {
    connections.bindListeningAddress(where);
    return () -> connections.unbindListeningAddress(where);
  }

  @Override
  public Runnable failed(Failure failure) {
    throw new AssertionError(failure.text());
  }

  AcquireResult acquire(TestNode other, DiffusionMode mode) throws InterruptedException {
    return connections.acquireOutbound(other.address, mode, Provenance.OUTBOUND);
  }

  ConnectionHandle connect(TestNode other, DiffusionMode mode) throws InterruptedException {
    return ((AcquireResult.Connected) acquire(other, mode)).handle();
  }

  /** The states of its entries. */
  List<ConnectionState> states() {
    List<ConnectionState> states = new ArrayList<>();
    connections.connections().forEach(view -> states.add(view.state()));
    return states;
  }

  /** What the remote sides make of its connections. */
  List<RemoteState> remoteStates() {
    return new ArrayList<>(governor.remoteStates().values());
  }

  /** Says a byte as initiator. */
  void say(ConnectionId id, int number, int what) throws InterruptedException {
    host.of(id).say(number, (byte) what);
  }

  @Override
  public void close() {
    listener.close();
    governor.close();
    connections.close();
  }
}
