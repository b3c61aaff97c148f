package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.Report;
import io.tempera.benchmarks.Rounds;
import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.Table;
import io.tempera.benchmarks.baseline.PlainVisitor;
import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.visit.Visits;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Cycles of peers, from this process to others, beside visits of plain Netty from and to the same
 * processes: how many per second, how long each operation takes, and what they cost.
 */
public final class CycleReport {
  private static final List<Integer> PEERS = List.of(1, 8, Visits.GUESTS);

  private final Rounds rounds;
  private final int count;
  private final UnaryOperator<Table> wanted;
  private final Consumer<String> out;
  private final Meter plain;
  private final List<CycleSide> sides;

  private CycleReport(
      Rounds rounds,
      int count,
      UnaryOperator<Table> wanted,
      Consumer<String> out,
      Meter plain,
      List<CycleSide> sides) {
    this.rounds = rounds;
    this.count = count;
    this.wanted = wanted;
    this.out = out;
    this.plain = plain;
    this.sides = sides;
  }

  /**
   * Starts the other processes, and measures.
   *
   * @param count cycles in a round
   * @param wanted leaves out the rows that are not to be measured
   * @param out takes the tables
   */
  public static void of(Rounds rounds, int count, UnaryOperator<Table> wanted, Consumer<String> out)
      throws Exception {
    try (CycleSide usual = CycleSide.open(Place.USUAL);
        CycleSide loop = CycleSide.open(Place.LOOP);
        PlainVisitor visitor = PlainVisitor.open(1, usual.plain())) {
      Meter plain = new Meter(visitor, usual.server());
      CycleReport report = new CycleReport(rounds, count, wanted, out, plain, List.of(usual, loop));
      report.warmUp();
      for (int peers : PEERS) {
        report.measure(peers);
      }
      report.sides.forEach(CycleSide::check);
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
    Stream.concat(
            Stream.of(visits(with)),
            sides.stream().flatMap(side -> Stream.of(side.operations(with), side.costs(with))))
        .filter(text -> !text.isEmpty())
        .forEach(out);
  }

  private static String with(int peers) {
    return peers == 1 ? "one peer" : peers + " peers at once";
  }

  private Table table(int peers) {
    Stream<Row> cycles = sides.stream().map(side -> side.row(plain.name(), peers, count));
    return wanted.apply(
        new Table(
            "cycles/s, " + with(peers),
            false,
            Stream.concat(Stream.of(plain(peers)), cycles).toList()));
  }

  private Row plain(int peers) {
    return new Row(plain.name(), plain.name(), () -> plain.rate(peers, count));
  }

  private void clear() {
    plain.clear();
    sides.forEach(CycleSide::clear);
  }

  private String visits(String with) {
    return plain.made() == 0
        ? ""
        : Lines.line(plain.name() + ", " + with, "client", "server", "both", "")
            + plain.processor("a visit, processor µs", 1)
            + plain.allocated("a visit, allocated KiB");
  }
}
