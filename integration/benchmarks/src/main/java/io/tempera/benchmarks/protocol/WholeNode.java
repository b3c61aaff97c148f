package io.tempera.benchmarks.protocol;

import com.google.inject.Guice;
import io.tempera.bearer.Endpoint;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.connection.manager.internal.Services;
import io.tempera.connection.manager.internal.Settings;
import io.tempera.failure.Failure;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.inbound.governor.internal.InboundGovernorComponent;
import io.tempera.listener.internal.AcceptLimits;
import io.tempera.listener.internal.AddressLimits;
import io.tempera.listener.internal.ListenerComponent;
import io.tempera.listener.internal.Publisher;
import io.tempera.listener.internal.Reporting;
import io.tempera.mux.MuxFactory;
import io.tempera.mux.internal.MuxModule;
import io.tempera.mux.internal.MuxSettings;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import io.tempera.trace.Tracer;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * A node's whole inbound side: everything from the listener to the inbound governor. Every limit of
 * how many may come is there, and so high that none is met. What dials uses the same connection
 * manager.
 */
public final class WholeNode implements AutoCloseable {
  /** The real one, to which nobody listens. */
  public static final Tracer SILENT = new TracerComponent();

  /** Of connections, and of attempts per second. */
  public static final int LIMIT = 1_000_000;

  private static final int REMEMBERED_ADDRESSES = 4_096;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final RuntimeComponent runtime;
  private final BearerComponent bearers;
  private final StandaloneHost host;
  private final ConnectionManagerComponent connections;

  /** How to close what is there, the last one first. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private final List<SocketAddress> addresses = new ArrayList<>();

  private WholeNode(
      RuntimeComponent runtime,
      int count,
      int ofOneAddress,
      Duration outboundIdle,
      Duration timeWait,
      Duration inboundIdle,
      BiConsumer<TemperaRuntime, StandaloneHost> publications) {
    this.runtime = runtime;
    opened.push(runtime::close);
    try {
      bearers = BearerComponent.withBacklog(Visits.BACKLOG, runtime, SILENT);
      opened.push(bearers::close);
      host = new StandaloneHost(runtime, SILENT);
      opened.push(host::close);
      publications.accept(runtime, host);
      connections = manager(outboundIdle, timeWait);
      opened.push(connections::close);
      InboundGovernorComponent governor =
          InboundGovernorComponent.of(
              runtime,
              SILENT,
              connections,
              new io.tempera.inbound.governor.internal.Settings(inboundIdle));
      opened.push(governor::close);
      for (int i = 0; i < count; i++) {
        CompletableFuture<SocketAddress> address = new CompletableFuture<>();
        opened.push(door(address, ofOneAddress)::close);
        addresses.add(address.join());
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Listens, each door at a port of its own.
   *
   * @param doors at least 1
   * @param ofOneAddress how many connections of one address each lets in
   * @param outboundIdle how long a connection of its own stays open after its use
   * @param timeWait how long an entry stays after its connection was closed
   * @param inboundIdle how long a connection of somebody else's stays open without use
   * @param publications publishes the mini-protocols
   */
  public static WholeNode open(
      int doors,
      int ofOneAddress,
      Duration outboundIdle,
      Duration timeWait,
      Duration inboundIdle,
      BiConsumer<TemperaRuntime, StandaloneHost> publications) {
    return new WholeNode(
        new RuntimeComponent(),
        doors,
        ofOneAddress,
        outboundIdle,
        timeWait,
        inboundIdle,
        publications);
  }

  /**
   * Listens at one port; waits for as long as nodes do.
   *
   * @param runtime is closed with it
   * @param publications publishes the mini-protocols
   */
  public static WholeNode open(
      RuntimeComponent runtime, BiConsumer<TemperaRuntime, StandaloneHost> publications) {
    Settings usual = Settings.defaults();
    return new WholeNode(
        runtime,
        1,
        LIMIT,
        usual.outboundIdleTimeout(),
        usual.timeWait(),
        io.tempera.inbound.governor.internal.Settings.defaults().idleTimeout(),
        publications);
  }

  private ConnectionManagerComponent manager(Duration outboundIdle, Duration timeWait) {
    MuxFactory muxes =
        Guice.createInjector(new MuxModule(() -> MuxSettings.DEFAULTS, runtime, SILENT))
            .getInstance(MuxFactory.class);
    return ConnectionManagerComponent.of(
        new Services(
            runtime, SILENT, bearers, muxes, new HandshakeComponent(runtime, SILENT), host),
        Settings.defaults()
            .withTimes(outboundIdle, timeWait, CONNECT_TIMEOUT)
            .withInboundHardLimit(LIMIT));
  }

  private ListenerComponent door(CompletableFuture<SocketAddress> address, int ofOneAddress) {
    return ListenerComponent.of(
        new io.tempera.listener.internal.Services(runtime, SILENT, bearers, connections, host),
        new Announcer(connections, address),
        new io.tempera.listener.internal.Settings(
            Optional.of(new Endpoint.Host(InetAddress.getLoopbackAddress().getHostAddress(), 0)),
            AcceptLimits.hardOnly(LIMIT),
            new AddressLimits(ofOneAddress, LIMIT, LIMIT, REMEMBERED_ADDRESSES),
            Reporting.USUAL));
  }

  /** Where its doors are. */
  public List<SocketAddress> addresses() {
    return addresses;
  }

  /** What it runs on. */
  public RuntimeComponent runtime() {
    return runtime;
  }

  /** Its mini-protocols. */
  public StandaloneHost host() {
    return host;
  }

  /** Its connections, both ways. */
  public ConnectionManagerComponent connections() {
    return connections;
  }

  @Override
  public void close() {
    opened.forEach(Runnable::run);
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
