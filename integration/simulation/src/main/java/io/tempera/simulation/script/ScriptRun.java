package io.tempera.simulation.script;

import io.tempera.runtime.Wait;
import io.tempera.simulation.FaultyNetwork;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.World;
import io.tempera.testkit.MemoryConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Runs one script in a world, as a task of that world. */
final class ScriptRun {
  /** Strangers live on hosts where no node does. */
  private static final int FIRST_STRANGER = 1_000;

  private final World world;
  private final Script script;
  private final Pace pace;
  private final Wait never;
  private final Map<Integer, Life> alive = new TreeMap<>();
  private final List<Life> lives = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final Map<String, Integer> tally = new ConcurrentSkipListMap<>();

  /**
   * How time passes.
   *
   * @param division of every delay in the script; 1 leaves them as they are
   * @param interval from one question of a mini-protocol to the next
   * @param rest what it takes until nothing happens any more
   */
  record Pace(int division, Duration interval, Duration rest) {}

  ScriptRun(World world, Script script, Pace pace) {
    this.world = world;
    this.script = script;
    this.pace = pace;
    this.never = world.runtime().newWait();
  }

  /** Every life of every node, in the order of their starts. */
  List<Life> lives() {
    return lives;
  }

  /** What the numbered mini-protocols of all nodes did. */
  Ledger ledger() {
    return ledger;
  }

  /** What came of what was asked for, counted. */
  Map<String, Integer> tally() {
    return tally;
  }

  /** Blocks until all nodes have stopped again. */
  void run() throws InterruptedException {
    for (int i = 0; i < script.nodes().size(); i++) {
      start(i);
    }
    for (Script.Timed timed : script.steps()) {
      pass(timed.delay().dividedBy(pace.division()));
      perform(timed.step());
    }
    if (script.settle()) {
      pass(pace.rest());
    }
    for (int i = 0; i < script.nodes().size(); i++) {
      stop(i);
    }
  }

  private void pass(Duration time) throws InterruptedException {
    never.until(() -> false, time);
  }

  private void perform(Step step) {
    switch (step) {
      case Step.Connect s -> use(s.from(), s.to()).ifPresent(use -> use.connect(s));
      case Step.Talk(int from, int to, var temperature) ->
          use(from, to).ifPresent(use -> use.talk(temperature));
      case Step.Hush(int from, int to, var temperature) ->
          use(from, to).ifPresent(use -> use.hush(temperature));
      case Step.Release(int from, int to) -> use(from, to).ifPresent(Use::release);
      case Step.Behave(int from, int to, int number, var behaviour) ->
          life(from).ifPresent(life -> life.behave(to, number, behaviour));
      case Step.Crowd s -> use(s.from(), s.to()).ifPresent(use -> use.crowd(s));
      case Step.Keep s -> use(s.from(), s.to()).ifPresent(use -> use.keep(s));
      case Step.OfSwaps s -> life(s.node()).ifPresent(life -> life.swap(s));
      case Step.Change(int node, var times) ->
          life(node).ifPresent(life -> life.node().change(times));
      case Step.StopPeers(int node) -> life(node).ifPresent(Life::stopPeers);
      case Step.GiveUp(int from, int to) -> use(from, to).ifPresent(Use::giveUp);
      case Step.Stop(int node) -> stop(node);
      case Step.Start(int node) -> start(node);
      case Step.Visit s ->
          Stranger.visit(world, FIRST_STRANGER + s.stranger(), world.address(s.to()), s);
      default -> world.faults().ifPresent(network -> perform(network, step));
    }
  }

  private void perform(FaultyNetwork network, Step step) {
    switch (step) {
      case Step.Fault(int from, int to, Step.Trouble trouble) ->
          between(network, from, to).forEach(connection -> happen(connection, trouble));
      case Step.Omen(int from, int to, Step.Trouble trouble) ->
          toTheNext(network, from, to, connection -> happen(connection, trouble));
      case Step.FailWrite s when s.next() ->
          toTheNext(network, s.from(), s.to(), connection -> failWrite(connection, s));
      case Step.FailWrite s ->
          between(network, s.from(), s.to()).forEach(connection -> failWrite(connection, s));
      case Step.Weather(int from, int to, var settings) ->
          network.conditions(world.address(from), world.address(to), settings);
      case Step.Unreachable(int node, boolean unreachable) -> {
        if (unreachable) {
          network.network().dropDialsTo(world.address(node));
        } else {
          network.network().answerDialsTo(world.address(node));
        }
      }
      case Step.FailAccepts(int node, int count) -> failAccepts(network, node, count);
      default -> throw new IllegalArgumentException("no fault: " + step);
    }
  }

  private void failAccepts(FaultyNetwork network, int node, int count) {
    InetSocketAddress address = world.address(node);
    if (network.network().isListening(address)) {
      network.network().failAccepts(address, count);
    }
  }

  private List<MemoryConnection> between(FaultyNetwork network, int from, int to) {
    return network.between(world.address(from), world.address(to));
  }

  private void toTheNext(
      FaultyNetwork network, int from, int to, Consumer<MemoryConnection> fault) {
    network.toTheNext(world.address(from), world.address(to), fault);
  }

  private static void happen(MemoryConnection connection, Step.Trouble trouble) {
    switch (trouble) {
      case CUT -> connection.cut();
      case STALL -> connection.stall();
      case RESUME -> connection.resume();
      case LOSE_DIALLER -> connection.lose(connection.dialled());
      case LOSE_ACCEPTER -> connection.lose(connection.accepted());
    }
  }

  private static void failWrite(MemoryConnection connection, Step.FailWrite step) {
    connection.failWrite(step.dialler() ? connection.dialled() : connection.accepted(), step.nth());
  }

  private Optional<Life> life(int node) {
    return Optional.ofNullable(alive.get(node));
  }

  private Optional<Use> use(int from, int to) {
    return life(from).map(life -> life.use(to));
  }

  private void start(int node) {
    if (!alive.containsKey(node)) {
      Life life =
          new Life(
              world,
              node,
              script.nodes().get(node),
              script.peers(),
              script.twice().contains(node),
              pace,
              ledger,
              what -> tally.merge(what, 1, Integer::sum));
      alive.put(node, life);
      lives.add(life);
    }
  }

  private void stop(int node) {
    Optional.ofNullable(alive.remove(node)).ifPresent(Life::stop);
  }
}
