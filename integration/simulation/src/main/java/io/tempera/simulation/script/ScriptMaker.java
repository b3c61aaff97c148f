package io.tempera.simulation.script;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Chance;
import io.tempera.simulation.Behaviour;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.Talk;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.SeededChance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes scripts by chance. What connections are like is drawn from the values of the reference's
 * own simulation (tests-lib AbsBearerInfo: speeds of 3 057, 48 912 and 1 048 576 bytes a second,
 * SDUs of 1 024, 12 228 and 32 768 bytes).
 */
public final class ScriptMaker {
  private static final int MOST_STEPS = 40;
  private static final int MOST_NODES = 5;
  private static final int STRANGERS = 3;
  private static final List<Long> SPEEDS =
      List.of(3_057L, 48_912L, 1_048_576L, MemorySettings.UNLIMITED);
  private static final List<Integer> SDU_SIZES = List.of(1_024, 12_228, 32_768);
  private static final List<Integer> HARD_LIMITS = List.of(1, 2, 3, 8, 512);
  private static final List<Integer> TIME_WAITS = List.of(0, 1, 30, 60);

  private final Chance chance;
  private final long seed;

  private ScriptMaker(long seed) {
    this.seed = seed;
    this.chance = new SeededChance(seed);
  }

  /** The script of a seed, with all kinds of faults. */
  public static Script script(long seed) {
    return new ScriptMaker(seed).make(true, false, false);
  }

  /** The same, but in any case by peer state actions. */
  public static Script ofPeers(long seed) {
    return new ScriptMaker(seed).make(true, true, false);
  }

  /** The same as the first, but in any case mini-protocols are swapped. */
  public static Script ofSwaps(long seed) {
    return new ScriptMaker(seed).make(true, false, true);
  }

  /** The script of a seed in which nothing happens to the network and no stranger comes. */
  public static Script withoutFaults(long seed) {
    return new ScriptMaker(seed).make(false, false, false);
  }

  private Script make(boolean faults, boolean onlyPeers, boolean onlySwaps) {
    boolean peers = below(2) == 0 || onlyPeers;
    boolean swaps = onlySwaps || below(4) == 0;
    PeerSteps ofPeers = new PeerSteps(chance);
    List<NodeSettings> nodes = new ArrayList<>();
    List<Integer> twice = new ArrayList<>();
    int count = 2 + below(MOST_NODES - 1);
    int twiceInTwo = peers ? below(3) : 0;
    for (int i = 0; i < count; i++) {
      nodes.add(
          NodeSettings.defaults()
              .withInitiatorOnly(i > 0 && below(6) == 0)
              .withDoor(door())
              .withTimes(
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(below(8) == 0 ? 0 : 5),
                  Duration.ofSeconds(one(TIME_WAITS)))
              .withPeerTimes(ofPeers.times())
              .withOwnNumbers(swaps ? Numbered.numbers() : List.of()));
      if (below(2) < twiceInTwo) {
        twice.add(i);
      }
    }
    List<Script.Timed> steps = new ArrayList<>();
    int length = 4 + below(MOST_STEPS - 3);
    if (onlySwaps) {
      // Halves that can be swapped.
      steps.add(new Script.Timed(0, Duration.ZERO, connect(0, 1)));
    }
    for (int i = steps.size(); i < length; i++) {
      Step step =
          swaps && below(onlySwaps ? 2 : 3) == 0
              ? new SwapSteps(chance).step(count)
              : step(count, faults, peers, ofPeers);
      steps.add(new Script.Timed(i, delay(), step));
    }
    return new Script(seed, nodes, steps, peers, twice, below(2) == 0);
  }

  private Step step(int nodes, boolean faults, boolean peers, PeerSteps ofPeers) {
    if (peers && below(3) == 0) {
      return ofPeers.step(nodes, faults);
    }
    if (faults && below(4) == 0) {
      return trouble(nodes);
    }
    return peers ? useOfPeers(nodes) : use(nodes);
  }

  private NodeSettings.Door door() {
    int hard = one(HARD_LIMITS);
    return new NodeSettings.Door(
        hard,
        below(2) == 0 ? hard : below(Math.min(hard, MOST_NODES) + 1),
        Duration.ofSeconds(below(2) == 0 ? 0 : 5),
        below(4) == 0 ? 1 + below(2) : 0,
        below(4) == 0 ? 1 : 0);
  }

  /** Often at once, often while something else is under way, now and then after it is over. */
  private Duration delay() {
    return Duration.ofMillis(
        switch (below(6)) {
          case 0 -> 0;
          case 1 -> below(20);
          case 2 -> below(300);
          case 3 -> below(2_000);
          case 4 -> below(8_000);
          default -> below(20_000);
        });
  }

  private Step use(int nodes) {
    int from = below(nodes);
    int to = below(20) == 0 ? from : (from + 1 + below(nodes - 1)) % nodes;
    return switch (below(10)) {
      case 0, 1, 2, 3 -> connect(from, to);
      case 4, 5 -> new Step.Talk(from, to, one(List.of(Temperature.values())));
      case 6 -> new Step.Hush(from, to, one(List.of(Temperature.values())));
      default -> new Step.Release(from, to);
    };
  }

  private Step connect(int from, int to) {
    return new Step.Connect(
        from,
        to,
        below(4) == 0 ? DiffusionMode.INITIATOR_ONLY : DiffusionMode.INITIATOR_AND_RESPONDER,
        below(8) == 0 ? Provenance.INBOUND : Provenance.OUTBOUND);
  }

  /** Peer state actions run the others by themselves; half of all happens to one peer. */
  private Step useOfPeers(int nodes) {
    int from = below(2) == 0 ? 0 : below(nodes);
    int to = below(20) == 0 ? from : (from + 1 + below(from == 0 ? 1 : nodes - 1)) % nodes;
    return switch (below(10)) {
      case 0, 1, 2 -> connect(from, to);
      case 3, 4, 5 -> new Step.Talk(from, to, Temperature.HOT);
      case 6, 7 -> new Step.Hush(from, to, Temperature.HOT);
      default -> new Step.Release(from, to);
    };
  }

  private Step trouble(int nodes) {
    int from = below(nodes);
    int to = (from + 1 + below(nodes - 1)) % nodes;
    return switch (below(13)) {
      case 0, 1 -> new Step.Fault(from, to, one(List.of(Step.Trouble.values())));
      case 2 -> new Step.Omen(from, to, one(List.of(Step.Trouble.values())));
      case 3 -> new Step.FailWrite(from, to, below(2) == 0, below(2) == 0, 1 + below(4));
      case 4, 5 -> new Step.Weather(from, to, weather());
      case 6 -> new Step.Unreachable(to, below(3) == 0);
      case 7 -> new Step.FailAccepts(to, 1 + below(2));
      case 8 -> new Step.Behave(from, to, number(), new Behaviour.Fails());
      case 9 -> new Step.Stop(to);
      case 10 -> new Step.Start(below(nodes));
      case 11 -> new Step.GiveUp(from, to);
      default ->
          new Step.Visit(
              below(STRANGERS),
              to,
              one(List.of(Step.Manner.values())),
              Duration.ofMillis(below(15_000)));
    };
  }

  private int number() {
    return Talk.number(one(List.of(Temperature.values())));
  }

  private MemorySettings weather() {
    MemorySettings usual = MemorySettings.likeSockets();
    return new MemorySettings(
        Duration.ofMillis(below(3) == 0 ? 0 : below(400)),
        one(SPEEDS),
        usual.transportBuffer(),
        one(SDU_SIZES),
        usual.batchSize(),
        usual.burstSize(),
        below(2) == 0 ? usual.readSize() : 1 + below(16),
        usual.backlog());
  }

  private int below(int bound) {
    return (int) chance.below(bound);
  }

  private <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }
}
