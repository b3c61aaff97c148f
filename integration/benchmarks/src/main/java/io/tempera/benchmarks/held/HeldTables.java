package io.tempera.benchmarks.held;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.visit.Visits;
import java.util.List;
import java.util.Locale;

/** What was measured, as tables. The first is the baseline. */
final class HeldTables {
  private static final double SECOND = 1e9;

  private HeldTables() {}

  /** What each connection takes of the server, after each stage. */
  static String memory(List<Holding> all) {
    StringBuilder table = new StringBuilder();
    table.append(
        Lines.line(
            "held connection, KiB", "heap", "direct", "native", "heap + native; of the last ones"));
    for (Holding holding : all) {
      List<Stage> stages = holding.stages();
      for (int i = 1; i < stages.size(); i++) {
        table.append(memory(holding.name(), stages.getFirst(), stages.get(i - 1), stages.get(i)));
      }
    }
    return table.toString();
  }

  private static String memory(String name, Stage empty, Stage before, Stage now) {
    Footprint each = now.footprint().perConnection(empty.footprint(), now.connections());
    Footprint last =
        now.footprint().perConnection(before.footprint(), now.connections() - before.connections());
    return Lines.line(
        name + ", " + now.connections(),
        Footprint.kibibytes(each.heap()),
        Footprint.kibibytes(each.direct()),
        Footprint.kibibytes(each.outside()),
        Footprint.kibibytes(each.together()) + "; " + Footprint.kibibytes(last.together()));
  }

  /** How fast they came. */
  static String rates(List<Holding> all) {
    StringBuilder table = new StringBuilder();
    table.append(
        Lines.line(
            "held connections/s, " + Visits.GUESTS + " at once",
            "first half",
            "second half",
            "all",
            "baseline"));
    double baseline = rate(all.getFirst().stages(), 1);
    for (Holding holding : all) {
      List<Stage> stages = holding.stages();
      double whole = rate(stages, 1);
      table.append(
          Lines.line(
              holding.name(),
              figure(rate(stages.subList(0, stages.size() - 1), 1)),
              figure(rate(stages, stages.size() - 1)),
              figure(whole),
              String.format(Locale.ROOT, "%.2f of", whole / baseline)));
    }
    return table.toString();
  }

  /** From one stage on, to the last. */
  private static double rate(List<Stage> stages, int first) {
    long nanos = stages.stream().skip(first).mapToLong(Stage::nanos).sum();
    int came = stages.getLast().connections() - stages.get(first - 1).connections();
    return came / (nanos / SECOND);
  }

  /** Round trips of the established connection. */
  static String trips(List<Holding> all) {
    StringBuilder table = new StringBuilder();
    table.append(
        Lines.line(
            "round trip of an established one, µs",
            "median",
            "p99",
            "trips",
            "× alone: median, p99; × baseline"));
    Holding baseline = all.getFirst();
    for (Holding holding : all) {
      String name = holding.name();
      Trips alone = holding.alone();
      String held = name + ", " + holding.stages().getLast().connections() + " held";
      table.append(trips(name + ", alone", alone, alone, baseline.alone()));
      table.append(trips(name + ", others come", holding.beside(), alone, baseline.beside()));
      table.append(trips(held, holding.among(), alone, baseline.among()));
    }
    return table.toString();
  }

  private static String trips(String name, Trips trips, Trips alone, Trips baseline) {
    return Lines.line(
        name,
        figure(trips.median()),
        figure(trips.slow()),
        Integer.toString(trips.count()),
        String.format(
            Locale.ROOT,
            "%.2f, %.2f; %.2f",
            trips.median() / alone.median(),
            trips.slow() / alone.slow(),
            trips.median() / baseline.median()));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
