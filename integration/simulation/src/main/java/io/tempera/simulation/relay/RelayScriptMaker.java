package io.tempera.simulation.relay;

import io.tempera.block.fetch.internal.BlockFetch;
import io.tempera.chain.sync.internal.ChainSync;
import io.tempera.peer.sharing.internal.PeerSharing;
import io.tempera.runtime.Chance;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.SeededChance;
import io.tempera.tx.submission.internal.TxSubmission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes scripts of relays by chance. */
public final class RelayScriptMaker {
  /** As many as there are. */
  public static final int NODES = 20;

  private static final int MOST_FIRST_BLOCKS = 60;
  private static final int MOST_FAULTS = 12;
  private static final int MOST_SWAPS = 8;
  private static final int MOST_TRANSACTIONS = 40;
  private static final int MOST_LATENCY_MILLIS = 300;

  /** In which all of it happens. */
  private static final long MOST_MILLIS = 120_000;

  private static final long LONGEST_FAULT_MILLIS = 60_000;
  private static final List<Integer> SWAPPED =
      List.of(ChainSync.NUMBER, BlockFetch.NUMBER, TxSubmission.NUMBER, PeerSharing.NUMBER);

  /** The slowest takes some seconds for as many blocks as are on their way. */
  private static final List<Long> SPEEDS = List.of(20_000L, 100_000L, MemorySettings.UNLIMITED);

  private final Chance chance;
  private final long seed;
  private final List<At> steps = new ArrayList<>();

  private record At(long millis, RelayStep step) {}

  private RelayScriptMaker(long seed) {
    this.seed = seed;
    this.chance = new SeededChance(seed);
  }

  /**
   * The script of a seed: in two of three the network fails, in the third only implementations are
   * swapped, so that it is seen that nobody loses a connection for it.
   */
  public static RelayScript script(long seed, Topology topology) {
    return script(seed, topology, NODES);
  }

  /** The same with another number of nodes, 3 or more. */
  public static RelayScript script(long seed, Topology topology, int nodes) {
    return new RelayScriptMaker(seed).make(topology, nodes);
  }

  private RelayScript make(Topology topology, int nodes) {
    List<Link> links = topology.links(nodes, chance);
    int first = below(nodes);
    List<Integer> forgers =
        below(4) == 0 ? List.of(first) : List.of(first, (first + 1 + below(nodes - 1)) % nodes);
    Duration interval = Duration.ofMillis(2_000 + below(1_000));
    links.stream().filter(link -> below(2) == 0).forEach(this::weatherAtFirst);
    if (below(3) > 0) {
      for (int count = 1 + below(MOST_FAULTS); count > 0; count--) {
        fault(links.get(below(links.size())));
      }
    }
    for (int count = 1 + below(MOST_SWAPS); count > 0; count--) {
      add(below(MOST_MILLIS), new RelayStep.Swap(SWAPPED.get(below(SWAPPED.size()))));
    }
    for (int count = 1 + below(MOST_TRANSACTIONS); count > 0; count--) {
      add(below(MOST_MILLIS), new RelayStep.Offer(below(nodes)));
    }
    return new RelayScript(
        seed, topology, nodes, links, forgers, interval, below(MOST_FIRST_BLOCKS), inOrder());
  }

  private List<RelayScript.Timed> inOrder() {
    steps.sort(Comparator.comparingLong(At::millis));
    List<RelayScript.Timed> timed = new ArrayList<>();
    long now = 0;
    for (At at : steps) {
      timed.add(new RelayScript.Timed(Duration.ofMillis(at.millis() - now), at.step()));
      now = at.millis();
    }
    return timed;
  }

  private void weatherAtFirst(Link link) {
    add(0, weather(link));
  }

  private RelayStep weather(Link link) {
    return new RelayStep.Weather(
        link,
        MemorySettings.likeSockets()
            .withLatency(Duration.ofMillis(1 + below(MOST_LATENCY_MILLIS)))
            .withBandwidth(SPEEDS.get(below(SPEEDS.size()))));
  }

  private void fault(Link link) {
    long begins = below(MOST_MILLIS);
    long ends = begins + below(LONGEST_FAULT_MILLIS);
    switch (below(5)) {
      case 0 -> {
        add(begins, new RelayStep.Part(link));
        add(ends, new RelayStep.Mend(link));
      }
      case 1 -> {
        add(begins, new RelayStep.Stall(link));
        add(ends, new RelayStep.Resume(link));
      }
      case 2 -> add(begins, new RelayStep.Lose(link, below(2) == 0));
      case 3 -> {
        add(begins, weather(link));
        add(begins, new RelayStep.Cut(link));
      }
      default -> add(begins, new RelayStep.Cut(link));
    }
  }

  private void add(long millis, RelayStep step) {
    steps.add(new At(millis, step));
  }

  private int below(long bound) {
    return (int) chance.below(bound);
  }
}
