package io.tempera.benchmarks.protocol;

import com.google.inject.Guice;
import io.tempera.bearer.Endpoint;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.idle.IdleServer;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.connection.manager.internal.Services;
import io.tempera.connection.manager.internal.Settings;
import io.tempera.failure.Failure;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.inbound.governor.internal.InboundGovernorComponent;
import io.tempera.keep.alive.internal.KeepAlive;
import io.tempera.listener.internal.AcceptLimits;
import io.tempera.listener.internal.AddressLimits;
import io.tempera.listener.internal.ListenerComponent;
import io.tempera.listener.internal.Publisher;
import io.tempera.listener.internal.Reporting;
import io.tempera.mux.MuxFactory;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxModule;
import io.tempera.mux.internal.MuxSettings;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import io.tempera.trace.Tracer;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A node's inbound side: everything from the listener to the inbound governor, with the numbers and
 * ingress limits of the five mini-protocols between nodes (cardano-diffusion NodeToNode). Only
 * keep-alive runs. Every limit of how many may come is there, and so high that none is met.
 */
public final class IdleNode implements IdleServer {
  /** The real one, to which nobody listens. */
  private static final Tracer SILENT = new TracerComponent();

  /** Of connections, in all and of one address, and of attempts per second. */
  private static final int LIMIT = 1_000_000;

  private static final int REMEMBERED_ADDRESSES = 4_096;

  private final RuntimeComponent runtime = new RuntimeComponent();
  private final BearerComponent bearers =
      BearerComponent.withBacklog(Visits.BACKLOG, runtime, SILENT);
  private final StandaloneHost host = new StandaloneHost(runtime, SILENT);
  private final CompletableFuture<SocketAddress> address = new CompletableFuture<>();
  private final ConnectionManagerComponent connections;
  private final InboundGovernorComponent governor;
  private final ListenerComponent listener;

  private IdleNode() {
    MiniProtocol silent = new PingProtocol(runtime.chance(), new Desk());
    KeepAlive keepAlive = new KeepAlive(runtime, Duration.ofSeconds(10));
    host.publish(2, Temperature.HOT, StartMode.ON_DEMAND, 462_000, silent);
    host.publish(3, Temperature.HOT, StartMode.ON_DEMAND, BulkProtocol.INGRESS_LIMIT, silent);
    host.publish(4, Temperature.HOT, StartMode.ON_DEMAND, 721_424, silent);
    host.publish(
        KeepAlive.NUMBER,
        Temperature.ESTABLISHED,
        StartMode.ON_DEMAND_ANY,
        KeepAlive.INGRESS_LIMIT,
        keepAlive);
    host.publish(10, Temperature.ESTABLISHED, StartMode.ON_DEMAND, 5_760, silent);
    MuxFactory muxes =
        Guice.createInjector(new MuxModule(() -> MuxSettings.DEFAULTS, runtime, SILENT))
            .getInstance(MuxFactory.class);
    connections =
        ConnectionManagerComponent.of(
            new Services(
                runtime, SILENT, bearers, muxes, new HandshakeComponent(runtime, SILENT), host),
            Settings.defaults()
                .withTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10))
                .withInboundHardLimit(LIMIT));
    governor =
        InboundGovernorComponent.of(
            runtime, SILENT, connections, io.tempera.inbound.governor.internal.Settings.defaults());
    listener =
        ListenerComponent.of(
            new io.tempera.listener.internal.Services(runtime, SILENT, bearers, connections, host),
            new Announcer(connections, address),
            new io.tempera.listener.internal.Settings(
                Optional.of(
                    new Endpoint.Host(InetAddress.getLoopbackAddress().getHostAddress(), 0)),
                AcceptLimits.hardOnly(LIMIT),
                new AddressLimits(LIMIT, LIMIT, LIMIT, REMEMBERED_ADDRESSES),
                Reporting.USUAL));
  }

  /** Listens. */
  public static IdleNode open() {
    return new IdleNode();
  }

  @Override
  public SocketAddress address() {
    return address.join();
  }

  @Override
  public int connections() {
    return connections.connections().size();
  }

  @Override
  public void close() {
    listener.close();
    governor.close();
    connections.close();
    host.close();
    bearers.close();
    runtime.close();
  }

  /** Tells of its listener as the service registry would. */
  private record Announcer(
      ConnectionManagerComponent connections, CompletableFuture<SocketAddress> address)
      implements Publisher {
    @Override
    public Runnable listening(ListeningAddress where) {
      connections.bindListeningAddress(where);
      address.complete(where.address());
      return () -> connections.unbindListeningAddress(where);
    }

    @Override
    public Runnable failed(Failure failure) {
      address.completeExceptionally(
          new IllegalStateException("The node cannot listen: " + failure.text()));
      return () -> {};
    }
  }
}
