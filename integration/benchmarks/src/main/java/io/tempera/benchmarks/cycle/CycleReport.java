package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.Report;
import io.tempera.benchmarks.Rounds;
import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.Table;
import io.tempera.benchmarks.baseline.PlainVisitor;
import io.tempera.benchmarks.visit.Visits;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Cycles of peers, from this process to a second one, beside visits of plain Netty between the same
 * processes: how many per second, how long each operation takes, and what they cost.
 */
public final class CycleReport {
  private static final List<Integer> PEERS = List.of(1, 8, Visits.GUESTS);

  private final Rounds rounds;
  private final int count;
  private final UnaryOperator<Table> wanted;
  private final Consumer<String> out;
  private final CycleTimes times = new CycleTimes();
  private final Meter plain;
  private final Meter cycles;

  private CycleReport(
      Rounds rounds,
      int count,
      UnaryOperator<Table> wanted,
      Consumer<String> out,
      Meter plain,
      CycleNode node,
      CycleServer.Remote server) {
    this.rounds = rounds;
    this.count = count;
    this.wanted = wanted;
    this.out = out;
    this.plain = plain;
    this.cycles = new Meter(new Cycling(node, server.doors(), times), server);
  }

  /**
   * Starts the second process, and measures.
   *
   * @param count cycles in a round
   * @param wanted leaves out the rows that are not to be measured
   * @param out takes the tables
   */
  public static void of(Rounds rounds, int count, UnaryOperator<Table> wanted, Consumer<String> out)
      throws Exception {
    try (CycleServer.Remote server = CycleServer.Remote.start(Visits.GUESTS, Waits.NONE);
        CycleNode node = CycleNode.open(1, Waits.NONE);
        PlainVisitor visitor = PlainVisitor.open(1, server.plain())) {
      Meter plain = new Meter(visitor, server);
      CycleReport report = new CycleReport(rounds, count, wanted, out, plain, node, server);
      report.warmUp();
      for (int peers : PEERS) {
        report.measure(peers);
      }
      report.check(node.greetings());
    }
    out.accept(ReEstablishing.table(rounds, count));
  }

  /** What one peer at a time does is compiled late: that many do it first. */
  private void warmUp() throws Exception {
    Table table = table(Visits.GUESTS);
    for (int i = 0; i < rounds.warmUps(); i++) {
      for (Row row : table.rows()) {
        row.trial().figure();
      }
    }
  }

  private void measure(int peers) throws Exception {
    String with = with(peers);
    Table table = table(peers);
    Map<Row, List<Double>> figures = rounds.measure(table.rows(), this::clear);
    out.accept(Report.of(table, figures));
    Stream.of(times.table("operations, µs, " + with), costs(with))
        .filter(text -> !text.isEmpty())
        .forEach(out);
  }

  private static String with(int peers) {
    return peers == 1 ? "one peer" : peers + " peers at once";
  }

  private Table table(int peers) {
    return wanted.apply(
        new Table(
            "cycles/s, " + with(peers), false, List.of(row(plain, peers), row(cycles, peers))));
  }

  private Row row(Meter meter, int peers) {
    return new Row(meter.name(), plain.name(), () -> meter.rate(peers, count));
  }

  private void clear() {
    times.clear();
    plain.clear();
    cycles.clear();
  }

  private String costs(String with) {
    StringBuilder table = new StringBuilder();
    table.append(Lines.line("costs, " + with, "client", "server", "both", ""));
    if (plain.made() > 0) {
      table.append(plain.processor("a visit, processor µs", 1));
      table.append(plain.allocated("a visit, allocated KiB"));
    }
    if (cycles.made() > 0) {
      table.append(cycles.processor("a cycle, processor µs", 1));
      table.append(cycles.processor("a transition, processor µs", Operation.values().length));
      table.append(cycles.allocated("a cycle, allocated KiB"));
    }
    return table.toString();
  }

  /** Every hot mini-protocol of every cycle had its answer. */
  private void check(long greetings) {
    long expected = cycles.total() * CycleNode.greetingsPerCycle();
    if (greetings != expected) {
      throw new IllegalStateException(
          "The hot mini-protocols of "
              + cycles.total()
              + " cycles had "
              + greetings
              + " answers, not "
              + expected);
    }
  }
}
