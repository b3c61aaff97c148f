package io.tempera.benchmarks.protocol;

import com.google.inject.Guice;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.idle.IdleServer;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.connection.manager.internal.Services;
import io.tempera.connection.manager.internal.Settings;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.inbound.governor.internal.InboundGovernorComponent;
import io.tempera.keep.alive.internal.KeepAlive;
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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A node's inbound side: everything up to the inbound governor, with the numbers and ingress limits
 * of the five mini-protocols between nodes (cardano-diffusion NodeToNode). Only keep-alive runs.
 */
public final class IdleNode implements IdleServer {
  /** The real one, to which nobody listens. */
  private static final Tracer SILENT = new TracerComponent();

  private final RuntimeComponent runtime = new RuntimeComponent();
  private final BearerComponent bearers = BearerComponent.withDefaults(runtime, SILENT);
  private final StandaloneHost host = new StandaloneHost(runtime, SILENT);
  private final CountDownLatch accepting = new CountDownLatch(1);
  private final ConnectionManagerComponent connections;
  private final InboundGovernorComponent governor;
  private final BearerListener listener;

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
                .withInboundHardLimit(1_000_000));
    governor =
        InboundGovernorComponent.of(
            runtime, SILENT, connections, io.tempera.inbound.governor.internal.Settings.defaults());
    listener = bearers.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    runtime.tasks().start("accept clients", this::accept);
  }

  /** Listens. */
  public static IdleNode open() {
    return new IdleNode();
  }

  private void accept() {
    try {
      while (true) {
        Bearer bearer = listener.accept();
        runtime.tasks().start("negotiate", () -> negotiate(bearer));
      }
    } catch (InterruptedException | BearerException e) {
      // The end: the listener is closed.
      accepting.countDown();
    }
  }

  private void negotiate(Bearer bearer) {
    try {
      connections.includeInbound(bearer);
    } catch (InterruptedException e) {
      bearer.close();
    }
  }

  @Override
  public SocketAddress address() {
    return listener.localAddress();
  }

  @Override
  public int connections() {
    return connections.connections().size();
  }

  @Override
  public void close() throws InterruptedException {
    listener.close();
    accepting.await();
    governor.close();
    connections.close();
    host.close();
    bearers.close();
    runtime.close();
  }
}
