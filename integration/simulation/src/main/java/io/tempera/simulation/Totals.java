package io.tempera.simulation;

import io.tempera.simulation.check.Table;
import io.tempera.simulation.script.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of many scripts, added up. */
final class Totals {
  private final Map<String, Integer> tally = new TreeMap<>();
  private final Map<String, Integer> transitions = new TreeMap<>();
  private final Map<String, Integer> peers = new TreeMap<>();
  private final Map<String, Integer> handOvers = new TreeMap<>();
  private Duration elapsed = Duration.ZERO;
  private long scripts;
  private long steps;

  void add(Outcome outcome) {
    scripts++;
    steps += outcome.script().steps().size();
    elapsed = elapsed.plus(outcome.elapsed());
    outcome.tally().forEach((what, count) -> tally.merge(what, count, Integer::sum));
    outcome.peers().forEach((what, count) -> peers.merge(what, count, Integer::sum));
    outcome.handOvers().forEach((what, count) -> handOvers.merge(what, count, Integer::sum));
    outcome.transitions().forEach((what, count) -> transitions.merge(what, count, Integer::sum));
  }

  /** The changes of state that occurred. */
  Map<String, Integer> transitions() {
    return transitions;
  }

  void print(PrintStream out, long nanos, Table table) {
    double seconds = nanos / 1e9;
    out.printf(
        Locale.ROOT,
        "%d scripts of %d steps in %.1f s: %.0f scripts/s, %.1f simulated hours per minute%n",
        scripts,
        steps,
        seconds,
        scripts / seconds,
        elapsed.toSeconds() / 60.0 / seconds);
    out.println("What was asked for, and what came of it:");
    tally.forEach((what, count) -> out.printf(Locale.ROOT, "  %8d  %s%n", count, what));
    out.println("What peers went through:");
    peers.forEach((what, count) -> out.printf(Locale.ROOT, "  %8d  %s%n", count, what));
    out.println("What became of halves whose implementation changed:");
    handOvers.forEach((what, count) -> out.printf(Locale.ROOT, "  %8d  %s%n", count, what));
    out.println("Transitions of connections:");
    transitions.forEach((what, count) -> out.printf(Locale.ROOT, "  %8d  %s%n", count, what));
    List<String> missing = new ArrayList<>(table.permitted());
    missing.removeAll(transitions.keySet());
    out.println("Permitted, and not seen:");
    missing.forEach(what -> out.println("            " + what));
  }
}
