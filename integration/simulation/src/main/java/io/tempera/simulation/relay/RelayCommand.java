package io.tempera.simulation.relay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs scripts of relays, one seed after the other, and says what came of them. */
public final class RelayCommand {
  private final Optional<Topology> topology;
  private final PrintStream out;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> highest = new TreeMap<>();
  private Duration elapsed = Duration.ZERO;
  private Duration settled = Duration.ZERO;
  private long scripts;

  /**
   * A command.
   *
   * @param topology of all scripts; empty for one after the other
   */
  public RelayCommand(Optional<Topology> topology, PrintStream out) {
    this.topology = topology;
    this.out = out;
  }

  /** All that the relays of one seed say. */
  public void course(long seed) {
    out.print(RelayOutcome.of(script(seed)).course());
  }

  /** Whether all is well with so many. */
  public boolean run(long first, long count) {
    long began = System.nanoTime();
    boolean well = true;
    for (long seed = first; well && seed < first + count; seed++) {
      RelayOutcome outcome = RelayOutcome.of(script(seed));
      add(outcome);
      well = outcome.violations().isEmpty();
      if (!well) {
        explain(outcome);
      }
    }
    print((System.nanoTime() - began) / 1e9);
    if (well) {
      out.println("Every rule held in all of them.");
    }
    return well;
  }

  private RelayScript script(long seed) {
    Topology[] all = Topology.values();
    return RelayScriptMaker.script(
        seed, topology.orElse(all[(int) Math.floorMod(seed, (long) all.length)]));
  }

  private void add(RelayOutcome outcome) {
    scripts++;
    elapsed = elapsed.plus(outcome.elapsed());
    settled = settled.compareTo(outcome.settled()) > 0 ? settled : outcome.settled();
    outcome.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
    outcome.highest().forEach((what, most) -> highest.merge(what, most, Long::max));
  }

  private void print(double seconds) {
    out.printf(
        Locale.ROOT,
        "%d scripts of %d relays in %.1f s: %.2f scripts/s, %.1f simulated hours per minute%n",
        scripts,
        RelayScriptMaker.NODES,
        seconds,
        scripts / seconds,
        elapsed.toSeconds() / 60.0 / seconds);
    out.printf("All had the same %d s after the last fault at the latest.%n", settled.toSeconds());
    out.println("What happened:");
    counts.forEach((what, count) -> out.printf(Locale.ROOT, "  %8d  %s%n", count, what));
    out.println("The most that a relay held:");
    highest.forEach((what, most) -> out.printf(Locale.ROOT, "  %8d  %s%n", most, what));
  }

  private void explain(RelayOutcome failed) {
    long seed = failed.script().seed();
    out.println("Seed " + seed + " fails:");
    failed.violations().forEach(violation -> out.println("  " + violation));
    out.println("What was to happen:");
    out.print(failed.script());
    out.println("Again, with all that the relays say:");
    out.println(
        "  ./mvnw -q -f integration/simulation exec:exec -Dsimulation=\"relays="
            + failed.script().topology().name().toLowerCase(Locale.ROOT)
            + " seed="
            + seed
            + " course\"");
  }
}
