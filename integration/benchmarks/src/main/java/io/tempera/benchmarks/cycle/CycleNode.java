package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.protocol.GreetingProtocol;
import io.tempera.benchmarks.protocol.WholeNode;
import io.tempera.connection.manager.internal.ConnectionManagerComponent;
import io.tempera.keep.alive.internal.KeepAlive;
import io.tempera.mux.StartMode;
import io.tempera.peer.state.actions.internal.PeerStateActionsComponent;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A whole node, with keep-alive while its peers are warm and three mini-protocols while hot. */
final class CycleNode implements AutoCloseable {
  /** Chain-sync's, block-fetch's and tx-submission's numbers, with something small under each. */
  private static final List<Integer> HOT = List.of(2, 3, 4);

  /**
   * More than a peer has at a time; so few that a door often forgets those who have gone. It would
   * remember 64 of them, which adds up where there is a door for each peer.
   */
  private static final int OF_ONE_ADDRESS = 8;

  private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(10);

  private final LongAdder greetings = new LongAdder();
  private final WholeNode node;
  private final PeerStateActionsComponent peers;

  private CycleNode(int doors, Waits waits) {
    node =
        WholeNode.open(
            doors,
            OF_ONE_ADDRESS,
            waits.outboundIdle(),
            waits.timeWait(),
            waits.inboundIdle(),
            this::publish);
    peers =
        PeerStateActionsComponent.withDefaults(
            node.runtime(), node.connections(), WholeNode.SILENT);
  }

  /**
   * Listens.
   *
   * @param doors how many peers others can make of it: each needs an address of its own
   */
  static CycleNode open(int doors, Waits waits) {
    return new CycleNode(doors, waits);
  }

  private void publish(TemperaRuntime runtime, StandaloneHost host) {
    host.publish(
        KeepAlive.NUMBER,
        Temperature.ESTABLISHED,
        StartMode.ON_DEMAND_ANY,
        KeepAlive.INGRESS_LIMIT,
        new KeepAlive(runtime, KEEP_ALIVE_INTERVAL));
    for (int number : HOT) {
      host.publish(
          number,
          Temperature.HOT,
          StartMode.ON_DEMAND,
          GreetingProtocol.INGRESS_LIMIT,
          new GreetingProtocol(runtime.chance(), greetings));
    }
  }

  List<SocketAddress> addresses() {
    return node.addresses();
  }

  PeerStateActionsComponent peers() {
    return peers;
  }

  ConnectionManagerComponent connections() {
    return node.connections();
  }

  int pendingTimers() {
    return node.runtime().pendingTimers();
  }

  /** How many answers its hot initiators have got. */
  long greetings() {
    return greetings.sum();
  }

  /** How many answers each cycle brings. */
  static int greetingsPerCycle() {
    return HOT.size();
  }

  @Override
  public void close() {
    peers.close();
    node.close();
  }
}
