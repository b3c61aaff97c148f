package io.tempera.benchmarks.swap;

import io.tempera.benchmarks.Report;
import io.tempera.benchmarks.Rounds;
import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Mini-protocols that are replaced while many connections use them, in the client and in the
 * server: what is lost, for how long each conversation stands still, and what the others notice.
 * Beside it what one has to do where that cannot be done: reconnect all.
 */
public final class SwapReport {
  private static final String INSTEAD = "all reconnect instead";

  private final Rounds rounds;
  private final SwapNode client;
  private final Side server;
  private final Traffic traffic;
  private final Peers peers;
  private final Consumer<String> out;

  private SwapReport(
      Rounds rounds,
      SwapNode client,
      Side server,
      Traffic traffic,
      Peers peers,
      Consumer<String> out) {
    this.rounds = rounds;
    this.client = client;
    this.server = server;
    this.traffic = traffic;
    this.peers = peers;
    this.out = out;
  }

  /**
   * Starts a second process, connects, swaps, and reconnects.
   *
   * @param rounds in each, every mini-protocol is swapped once on either side
   * @param connections how many
   * @param pace from one question of a conversation to the next
   * @param wanted leaves out the rows that are not to be measured
   * @param out takes the tables
   * @throws IllegalStateException when something was lost
   */
  public static void of(
      Rounds rounds,
      int connections,
      Duration pace,
      UnaryOperator<Table> wanted,
      Consumer<String> out)
      throws Exception {
    try (SwapServer.Remote server = SwapServer.Remote.start(connections, pace);
        SwapNode client = SwapNode.open(1, connections, pace)) {
      Peers peers = new Peers(client, server.doors());
      peers.connect();
      client.awaitAll();
      server.awaitAll();
      new SwapReport(rounds, client, server, new Traffic(client, pace), peers, out).run(wanted);
    }
  }

  private void run(UnaryOperator<Table> wanted) throws Exception {
    List<Trial> swaps = swaps();
    List<Trial> instead = List.of(new Trial(INSTEAD, Lane.HOT, traffic, peers::reconnect));
    List<Trial> all = Stream.concat(swaps.stream(), instead.stream()).toList();
    Table table = wanted.apply(table(all));
    Map<Row, List<Double>> took = measure(table, swaps);
    List<Fault> faults = audit();
    peers.connect();
    took.putAll(measure(table, instead));
    peers.close();
    out.accept(Report.of(table, took));
    List<Trial> measured = all.stream().filter(trial -> trial.pauses().count() > 0).toList();
    out.accept(SwapTables.pauses(measured));
    out.accept(SwapTables.waits("longest wait, swapped one, µs", measured, Trial::swapped));
    out.accept(SwapTables.waits("longest wait, other one, µs", measured, Trial::other));
    out.accept(SwapTables.faults(faults));
    check(faults);
  }

  private List<Trial> swaps() {
    List<Trial> swaps = new ArrayList<>();
    for (Lane lane : List.of(Lane.HOT, Lane.ESTABLISHED)) {
      swaps.add(new Trial(lane.text() + ", in the client", lane, traffic, () -> client.swap(lane)));
      swaps.add(new Trial(lane.text() + ", in the server", lane, traffic, () -> server.swap(lane)));
    }
    return swaps;
  }

  private static Table table(List<Trial> trials) {
    return new Table(
        "until all run new code, ms",
        true,
        trials.stream().map(trial -> new Row(trial.name(), INSTEAD, trial::once)).toList());
  }

  private Map<Row, List<Double>> measure(Table table, List<Trial> trials) throws Exception {
    List<String> names = trials.stream().map(Trial::name).toList();
    List<Row> rows = table.rows().stream().filter(row -> names.contains(row.name())).toList();
    return rounds.measure(rows, () -> trials.forEach(Trial::clear));
  }

  /** Ends all conversations, and looks what is missing. */
  private List<Fault> audit() throws Exception {
    List<Fault> faults = new ArrayList<>();
    // After the last swap, too, everybody has had something to say.
    traffic.watch(() -> {});
    faults.add(new Fault("connections", client.lostConnections(), server.lostConnections()));
    faults.add(new Fault("peers that are not hot", peers.notHot(), 0));
    peers.close();
    for (Lane lane : Lane.values()) {
      faults.addAll(Fault.of(lane, client, server));
    }
    return faults;
  }

  /** Fails when anything must not be. */
  static void check(List<Fault> faults) {
    List<Fault> there = faults.stream().filter(Fault::isThere).toList();
    if (!there.isEmpty()) {
      throw new IllegalStateException("Something was lost: " + there);
    }
  }
}
