package io.tempera.benchmarks.protocol;

import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.idle.IdleServer;
import io.tempera.inbound.governor.internal.Settings;
import io.tempera.keep.alive.internal.KeepAlive;
import io.tempera.mux.StartMode;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * A node's whole inbound side, with the numbers and ingress limits of the five mini-protocols
 * between nodes (cardano-diffusion NodeToNode). Only keep-alive runs.
 */
public final class IdleNode implements IdleServer {
  private final WholeNode node =
      WholeNode.open(
          1,
          WholeNode.LIMIT,
          Duration.ZERO,
          Duration.ZERO,
          Settings.defaults().idleTimeout(),
          IdleNode::publish);

  private IdleNode() {}

  /** Listens. */
  public static IdleNode open() {
    return new IdleNode();
  }

  private static void publish(TemperaRuntime runtime, StandaloneHost host) {
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
  }

  @Override
  public SocketAddress address() {
    return node.addresses().getFirst();
  }

  @Override
  public int connections() {
    return node.connections().connections().size();
  }

  @Override
  public void close() {
    node.close();
  }
}
