package io.tempera.simulation.script;

import io.tempera.simulation.Behaviour;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Node;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.SwapTrace;
import io.tempera.simulation.Talk;
import io.tempera.simulation.World;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One life of a node, from its start to its stop, and what it does with each other one. */
final class Life {
  private final World world;
  private final Recorder recorder;
  private final NodeSettings settings;
  private final Talk talk;
  private final Node node;
  private final Consumer<String> tally;
  private final PeerCalls calls;
  private final Deployments deployments;
  private final boolean peers;
  private final Map<Integer, Use> uses = new TreeMap<>();

  /**
   * Starts it.
   *
   * @param peers whether it uses peer state actions; its initiators then say what they do
   * @param twice whether it has two mini-protocols of each temperature
   * @param ledger where its numbered mini-protocols are written down, if it has any
   */
  Life(
      World world,
      int host,
      NodeSettings settings,
      boolean peers,
      boolean twice,
      ScriptRun.Pace pace,
      Ledger ledger,
      Consumer<String> tally) {
    this.world = world;
    this.settings = settings;
    this.peers = peers;
    this.tally = tally;
    recorder = new Recorder(world.runtime().clock());
    Talk quiet = Talk.every(pace.interval());
    talk = peers ? quiet.telling(recorder::trace) : quiet;
    node =
        new Node(
            world,
            host,
            settings,
            recorder,
            twice ? Talk.deployedTwice(talk) : Talk.deployed(talk));
    calls = new PeerCalls(node.peers(), recorder::trace, tally);
    deployments = new Deployments(world.runtime(), node.host(), ledger, pace);
    settings.ownNumbers().stream()
        .map(Talk::temperature)
        .forEach(temperature -> swap(new Step.Deploy(host, temperature, 1)));
  }

  /** What it does with the node of another host, or with itself. */
  Use use(int host) {
    return uses.computeIfAbsent(host, this::newUse);
  }

  private Use newUse(int host) {
    return peers
        ? new PeerUse(world.runtime(), calls, world.address(host))
        : new DirectUse(world.runtime(), node, world.address(host), tally);
  }

  /** One of its initiators there behaves so, if there is a connection. */
  void behave(int host, int number, Behaviour behaviour) {
    use(host).connectionId().ifPresent(id -> talk.behave(id, number, behaviour));
  }

  /** What it has deployed is another from now on. */
  void swap(Step.OfSwaps step) {
    deployments.perform(step);
  }

  /** Its peer state actions stop, and it waits for nothing. */
  void stopPeers() {
    world.runtime().tasks().start("stop peer state actions", node::stopPeers);
  }

  /** It stops. Blocks. */
  void stop() {
    uses.values().forEach(Use::leave);
    deployments.leave();
    recorder.trace(new SwapTrace.Counted(node.host().handOvers()));
    node.close();
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
