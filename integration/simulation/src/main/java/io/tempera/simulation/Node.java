package io.tempera.simulation;

import com.google.inject.Guice;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.connection.manager.internal.Services;
import io.tempera.failure.Failure;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.inbound.InboundGovernor;
import io.tempera.inbound.governor.internal.InboundGovernorComponent;
import io.tempera.listener.internal.AcceptLimits;
import io.tempera.listener.internal.AddressLimits;
import io.tempera.listener.internal.ListenerComponent;
import io.tempera.listener.internal.Publisher;
import io.tempera.listener.internal.Reporting;
import io.tempera.mux.MuxFactory;
import io.tempera.mux.internal.MuxModule;
import io.tempera.mux.internal.MuxSettings;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.state.actions.internal.PeerSettings;
import io.tempera.peer.state.actions.internal.PeerStateActionsComponent;
import io.tempera.protocol.host.internal.HostSettings;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A whole node of the production bundles, put together without OSGi: multiplexer, handshake,
 * protocol host, connection manager, inbound governor, peer state actions, listener. Bearers come
 * from the world.
 */
public final class Node implements AutoCloseable {
  /** Numbers below are Cardano's. */
  private static final int LEAST_OWN = 1_000;

  private static final int ADDRESSES_REMEMBERED = 16;

  private final Tracer tracer;
  private final InetSocketAddress address;
  private final StandaloneHost host;
  private final ConnectionManagerComponent connections;
  private final InboundGovernorComponent governor;
  private final PeerStateActionsComponent peers;
  private final Optional<ListenerComponent> listener;

  /**
   * Starts it. Where it may answer it begins to listen, which takes a moment.
   *
   * @param number the host of the world that it runs on
   * @param tracer gets what it says
   */
  public Node(
      World world, int number, NodeSettings settings, Tracer tracer, List<Deployed> protocols) {
    TemperaRuntime runtime = world.runtime();
    BearerFactory bearers = world.bearers(number);
    this.tracer = tracer;
    address = world.address(number);
    host = new StandaloneHost(runtime, tracer, hostSettings(settings.hostTimes()));
    for (Deployed p : protocols) {
      host.publish(p.number(), p.temperature(), p.responderStart(), p.ingressLimit(), p.protocol());
    }
    MuxFactory muxes =
        Guice.createInjector(new MuxModule(() -> MuxSettings.DEFAULTS, runtime, tracer))
            .getInstance(MuxFactory.class);
    connections =
        ConnectionManagerComponent.of(
            new Services(
                runtime, tracer, bearers, muxes, new HandshakeComponent(runtime, tracer), host),
            io.tempera.connection.manager.internal.Settings.defaults()
                .withTimes(
                    settings.outboundIdleTimeout(), settings.timeWait(), settings.connectTimeout())
                .withInboundHardLimit(settings.door().hardLimit())
                .withInitiatorOnly(settings.initiatorOnly())
                .withPeerSharing(settings.peerSharing())
                .withOwnProtocols(ownNumbers(settings, protocols)));
    governor =
        InboundGovernorComponent.of(
            runtime,
            tracer,
            connections,
            new io.tempera.inbound.governor.internal.Settings(settings.idleTimeout()));
    peers =
        PeerStateActionsComponent.of(
            runtime, connections, tracer, peerSettings(settings.peerTimes()));
    listener =
        settings.initiatorOnly()
            ? Optional.empty()
            : Optional.of(
                ListenerComponent.of(
                    new io.tempera.listener.internal.Services(
                        runtime, tracer, bearers, connections, host),
                    new Announcer(connections),
                    listening(settings.door())));
  }

  private io.tempera.listener.internal.Settings listening(NodeSettings.Door door) {
    return new io.tempera.listener.internal.Settings(
        Optional.of(new Endpoint.Host(address.getAddress().getHostAddress(), address.getPort())),
        new AcceptLimits(door.hardLimit(), door.softLimit(), door.delay()),
        new AddressLimits(
            door.perAddress(),
            door.attemptsPerSecond(),
            Math.max(1, door.attemptsPerSecond()),
            ADDRESSES_REMEMBERED),
        Reporting.USUAL);
  }

  private static HostSettings hostSettings(NodeSettings.HostTimes times) {
    HostSettings usual = HostSettings.defaults();
    return new HostSettings(
        times.handOver(), usual.handOversAtOnce(), times.grace(), usual.requiredProtocols());
  }

  private static PeerSettings peerSettings(NodeSettings.PeerTimes times) {
    return PeerSettings.defaults().withTimes(times.establish(), times.deactivate(), times.close());
  }

  private static SortedSet<Integer> ownNumbers(NodeSettings settings, List<Deployed> protocols) {
    SortedSet<Integer> numbers = new TreeSet<>(settings.ownNumbers());
    protocols.stream().map(Deployed::number).filter(n -> n >= LEAST_OWN).forEach(numbers::add);
    return numbers;
  }

  /** Where it listens, if it does. */
  public InetSocketAddress address() {
    return address;
  }

  /** Its connections. */
  public ConnectionManager connections() {
    return connections;
  }

  /** What the remote sides make of them. */
  public InboundGovernor governor() {
    return governor;
  }

  /** What takes its peers from cold to warm to hot and back. */
  public PeerStateActions peers() {
    return peers;
  }

  /** Its mini-protocols. */
  public StandaloneHost host() {
    return host;
  }

  /** From now on its peers may take so long. */
  public void change(NodeSettings.PeerTimes times) {
    tracer.trace(new CallTrace.Changed(times));
    peers.change(peerSettings(times));
  }

  /** Stops its peer state actions alone. Blocks. Idempotent. */
  public void stopPeers() {
    tracer.trace(new CallTrace.Stopping());
    peers.close();
  }

  /** Stops it, as a node goes down: nobody comes in, connections are closed. Blocks. Idempotent. */
  @Override
  public void close() {
    listener.ifPresent(ListenerComponent::close);
    stopPeers();
    governor.close();
    connections.close();
    host.close();
  }

  /** Tells the connection manager where its connections begin, as the service registry would. */
  private record Announcer(ConnectionManagerComponent connections) implements Publisher {
    @Override
    public Runnable listening(ListeningAddress where) {
      connections.bindListeningAddress(where);
      return () -> connections.unbindListeningAddress(where);
    }

    @Override
    public Runnable failed(Failure failure) {
      throw new IllegalStateException("The node cannot listen: " + failure.text());
    }
  }
}
