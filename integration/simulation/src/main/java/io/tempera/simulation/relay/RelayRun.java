package io.tempera.simulation.relay;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.sample.MadeUpChain;
import io.tempera.chain.sample.MadeUpTransaction;
import io.tempera.chain.sample.MadeUpTransactions;
import io.tempera.runtime.Task;
import io.tempera.runtime.Wait;
import io.tempera.simulation.FaultyNetwork;
import io.tempera.simulation.VirtualWorld;
import io.tempera.testkit.MemoryConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Runs one script of relays in a world, as a task of that world. */
final class RelayRun {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** For how long one forger goes on when the network is whole again. */
  private static final Duration GOES_ON = Duration.ofSeconds(30);

  /** As nobody changes to a chain of the same length, there is another block now and then. */
  private static final int LOOKS_PER_BLOCK = 60;

  /** Until all have the same: keep-alive, time-waits, waits of keepers, and the way. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(400);

  /** So that what should not go on any more has the time to. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final VirtualWorld world;
  private final RelayScript script;
  private final FaultyNetwork network;
  private final Wait never;
  private final List<Relay> relays = new ArrayList<>();
  private final List<Forger> forgers = new ArrayList<>();
  private final List<Task> forging = new ArrayList<>();
  private final Map<Hash, Block> made = new HashMap<>();
  private final Set<Encoded> offered = new LinkedHashSet<>();
  private final MadeUpTransactions transactions;
  private final LinkFaults faults;
  private final List<String> violations = new ArrayList<>();
  private volatile boolean whole;
  private Duration settled = SETTLES_WITHIN;

  /**
   * Starts nothing yet but the relays, which are alone.
   *
   * @param parts what each relay is made of
   */
  RelayRun(
      VirtualWorld world, RelayScript script, RelayLimits limits, IntFunction<RelayParts> parts) {
    this.world = world;
    this.script = script;
    network = world.faults().orElseThrow();
    never = world.runtime().newWait();
    transactions = MadeUpTransactions.of(script.seed());
    faults = new LinkFaults(world);
    for (int host = 0; host < script.nodes(); host++) {
      relays.add(new Relay(world, host, limits, parts.apply(host)));
    }
    for (int host : script.forgers()) {
      long seed = MadeUpChain.branchSeed(script.seed(), host);
      forgers.add(
          new Forger(relays.get(host), seed, block -> made.put(block.point().hash(), block)));
    }
  }

  /** Blocks until all relays have stopped again. */
  void run() throws InterruptedException {
    for (int block = 0; block < script.firstBlocks(); block++) {
      forgers.getFirst().forge();
    }
    for (Link link : script.links()) {
      relays.get(link.one()).keep(world.address(link.other()));
      relays.get(link.other()).keep(world.address(link.one()));
    }
    for (Forger forger : forgers) {
      forging.add(
          world
              .runtime()
              .tasks()
              .start(
                  "forge",
                  () -> {
                    try {
                      forger.run(never, script.forgeInterval(), () -> whole);
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (RelayScript.Timed timed : script.steps()) {
      pass(timed.delay());
      perform(timed.step());
    }
    settle();
    compare();
    stop();
  }

  private void pass(Duration time) throws InterruptedException {
    never.until(() -> false, time);
  }

  private void perform(RelayStep step) {
    switch (step) {
      case RelayStep.Swap(int number) -> relays.forEach(relay -> relay.swap(number));
      case RelayStep.Offer(int node) -> {
        MadeUpTransaction transaction = transactions.next();
        offered.add(transaction.id());
        relays.get(node).offer(transaction.encoded());
      }
      case RelayStep.OfLink ofLink -> {
        faults.happened(ofLink);
        happen(ofLink, world.address(ofLink.link().one()), world.address(ofLink.link().other()));
      }
    }
  }

  private void happen(RelayStep.OfLink step, InetSocketAddress one, InetSocketAddress other) {
    List<MemoryConnection> open = network.between(one, other);
    switch (step) {
      case RelayStep.Cut cut -> open.forEach(MemoryConnection::cut);
      case RelayStep.Part part -> network.part(one, other);
      case RelayStep.Mend mend -> network.mend(one, other);
      case RelayStep.Stall stall -> open.forEach(MemoryConnection::stall);
      case RelayStep.Resume resume -> open.forEach(MemoryConnection::resume);
      case RelayStep.Lose lose ->
          open.forEach(c -> c.lose(lose.dialler() ? c.dialled() : c.accepted()));
      case RelayStep.Weather weather -> network.conditions(one, other, weather.settings());
    }
  }

  /**
   * The network is whole again. One forger goes on for a while, and then as long as not all have
   * the same.
   */
  private void settle() throws InterruptedException {
    long began = world.runtime().clock().nanos();
    whole = true;
    for (Duration gone = Duration.ZERO;
        gone.compareTo(GOES_ON) < 0;
        gone = gone.plus(script.forgeInterval())) {
      forgers.getFirst().forge();
      pass(script.forgeInterval());
    }
    int looks = 0;
    while (!isSettled() && sinceNanos(began).compareTo(SETTLES_WITHIN) < 0) {
      looks++;
      if (looks % LOOKS_PER_BLOCK == 0) {
        forgers.getFirst().forge();
      }
      relays.forEach(Relay::takeMeasure);
      pass(LOOK);
    }
    settled = sinceNanos(began);
    pass(QUIET);
  }

  private Duration sinceNanos(long began) {
    return Duration.ofNanos(world.runtime().clock().nanos() - began);
  }

  private boolean isSettled() {
    return relays.stream()
        .allMatch(
            relay ->
                relay.tip().equals(relays.getFirst().tip())
                    && relay.transactions().size() >= offered.size());
  }

  /** What is to be so when all is quiet. */
  private void compare() {
    SameChain chain = new SameChain(made);
    for (int host = 0; host < relays.size(); host++) {
      Relay relay = relays.get(host);
      String who = "relay " + host + " ";
      chain.violations(relay).forEach(v -> violations.add(who + v));
      SameTransactions.violations(offered, relay.transactions())
          .forEach(v -> violations.add(who + v));
      relay.takeMeasure();
      relay.measure().violations().forEach(v -> violations.add(who + "had " + v));
      faults
          .unexplained(host, relay.recorder().said())
          .forEach(said -> violations.add(who + "lost a connection for nothing: " + said.line()));
    }
    chain.differences(relays).forEach(violations::add);
  }

  private void stop() {
    relays.forEach(Relay::leave);
    relays.forEach(Relay::stop);
  }

  List<Relay> relays() {
    return relays;
  }

  /** What was not as it should be. */
  List<String> violations() {
    return violations;
  }

  /** How long it took until all had the same, from when the network was whole. */
  Duration settled() {
    return settled;
  }
}
