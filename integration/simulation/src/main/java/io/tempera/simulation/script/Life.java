package io.tempera.simulation.script;

import io.tempera.simulation.Node;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.Talk;
import io.tempera.simulation.World;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One life of a node, from its start to its stop, and what it does with each other one. */
final class Life {
  private final World world;
  private final Recorder recorder;
  private final NodeSettings settings;
  private final boolean peers;
  private final Talk talk;
  private final Node node;
  private final Consumer<String> tally;
  private final Map<Integer, Use> uses = new TreeMap<>();

  Life(
      World world,
      int host,
      NodeSettings settings,
      boolean peers,
      Duration interval,
      Consumer<String> tally) {
    this.world = world;
    this.settings = settings;
    this.peers = peers;
    this.tally = tally;
    recorder = new Recorder(world.runtime().clock());
    talk = Talk.every(interval);
    node = new Node(world, host, settings, recorder, Talk.deployed(talk));
  }

  /** What it does with the node of another host, or with itself. */
  Use use(int host) {
    return uses.computeIfAbsent(host, this::newUse);
  }

  private Use newUse(int host) {
    return peers
        ? new PeerUse(world.runtime(), node.peers(), world.address(host), tally)
        : new DirectUse(world.runtime(), node, world.address(host), tally);
  }

  /** Its initiators there fail, if there is a connection. */
  void failOn(int host) {
    use(host).connectionId().ifPresent(talk::failOn);
  }

  /** Its initiators there go on when they are asked to terminate. */
  void stubbornOn(int host) {
    use(host).connectionId().ifPresent(talk::stubbornOn);
  }

  Node node() {
    return node;
  }

  Recorder recorder() {
    return recorder;
  }

  NodeSettings settings() {
    return settings;
  }
}
