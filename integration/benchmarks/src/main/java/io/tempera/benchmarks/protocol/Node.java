package io.tempera.benchmarks.protocol;

import com.google.inject.Guice;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.wire.Frames;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.connection.manager.internal.Services;
import io.tempera.connection.manager.internal.Settings;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.mux.MuxFactory;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxModule;
import io.tempera.mux.internal.MuxSettings;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.internal.TracerComponent;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.function.Consumer;

/** One side: the bundles of a node up to the connection manager. */
final class Node implements AutoCloseable {
  /** The real one, to which nobody listens. */
  private static final Tracer SILENT = new TracerComponent();

  private final BearerComponent bearers;
  private final StandaloneHost host;
  private final ConnectionManagerComponent connections;

  /**
   * A node.
   *
   * @param publications publishes its mini-protocols
   */
  Node(TemperaRuntime runtime, Consumer<StandaloneHost> publications) {
    bearers = BearerComponent.withDefaults(runtime, SILENT);
    host = new StandaloneHost(runtime, SILENT);
    publications.accept(host);
    MuxFactory muxes =
        Guice.createInjector(new MuxModule(() -> MuxSettings.DEFAULTS, runtime, SILENT))
            .getInstance(MuxFactory.class);
    connections =
        ConnectionManagerComponent.of(
            new Services(
                runtime, SILENT, bearers, muxes, new HandshakeComponent(runtime, SILENT), host),
            Settings.defaults().withTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30)));
  }

  /** With round trips and bulk. */
  static Node talking(TemperaRuntime runtime, Desk pings, Desk bulk) {
    return new Node(
        runtime,
        host -> {
          host.publish(
              Frames.SMALL,
              Temperature.HOT,
              StartMode.ON_DEMAND,
              PingProtocol.INGRESS_LIMIT,
              new PingProtocol(runtime.chance(), pings));
          host.publish(
              Frames.BULK,
              Temperature.HOT,
              StartMode.ON_DEMAND,
              BulkProtocol.INGRESS_LIMIT,
              new BulkProtocol(runtime.chance(), bulk));
        });
  }

  BearerComponent bearers() {
    return bearers;
  }

  ConnectionManagerComponent connections() {
    return connections;
  }

  @Override
  public void close() {
    connections.close();
    host.close();
    bearers.close();
  }
}
