package io.tempera.simulation;

import io.tempera.simulation.Options.Kind;
import io.tempera.simulation.check.Table;
import io.tempera.simulation.relay.RelayCommand;
import io.tempera.simulation.script.Outcome;
import io.tempera.simulation.script.Script;
import io.tempera.simulation.script.ScriptMaker;
import io.tempera.simulation.script.Shrinker;
import io.tempera.simulation.script.VirtualRun;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The command: runs scripts, one seed after the other, and says what came of them. */
public final class Simulation {
  private static final int MOST_WHILE_SHRINKING = 2_000;

  private final Options options;
  private final PrintStream out;
  private final Totals totals = new Totals();

  private Simulation(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Ends with 0 when all is well, 1 when a script failed, 2 when an option makes no sense. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try {
      System.exit(new Simulation(Options.of(arguments), out).run() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      System.exit(2);
    }
  }

  private boolean run() {
    if (options.kind() == Kind.RELAYS) {
      return relays(new RelayCommand(options.topology(), out));
    }
    if (options.course()) {
      out.print(VirtualRun.of(script(options.seed())).course());
      return true;
    }
    long began = System.nanoTime();
    Optional<Outcome> failed = Optional.empty();
    for (long i = 0; i < options.scripts() && failed.isEmpty(); i++) {
      Outcome outcome = VirtualRun.of(script(options.seed() + i));
      totals.add(outcome);
      failed = Optional.of(outcome).filter(o -> !o.violations().isEmpty());
    }
    totals.print(out, System.nanoTime() - began, Table.ofConnections());
    failed.ifPresentOrElse(this::explain, () -> out.println("Every rule held in all of them."));
    return failed.isEmpty();
  }

  private boolean relays(RelayCommand command) {
    if (options.course()) {
      command.course(options.seed());
      return true;
    }
    return command.run(options.seed(), options.scripts());
  }

  private Script script(long seed) {
    Script whole = whole(seed);
    return options.keep().map(whole::keeping).orElse(whole);
  }

  private Script whole(long seed) {
    return switch (options.kind()) {
      case PEERS -> ScriptMaker.ofPeers(seed);
      case SWAPS -> ScriptMaker.ofSwaps(seed);
      default -> ScriptMaker.script(seed);
    };
  }

  private void explain(Outcome failed) {
    long seed = failed.script().seed();
    out.println("Seed " + seed + " fails:");
    failed.violations().forEach(violation -> out.println("  " + violation));
    Script least =
        Shrinker.shrink(
            failed.script(), s -> !VirtualRun.of(s).violations().isEmpty(), MOST_WHILE_SHRINKING);
    Outcome outcome = VirtualRun.of(least);
    out.println("As few steps as fail, too:");
    out.print(least);
    outcome.violations().forEach(violation -> out.println("  " + violation));
    out.println("Again, with all that the nodes say:");
    out.println("  " + replay(least, " course"));
    out.println("Again, to see whether it still fails:");
    out.println("  " + replay(least, ""));
  }

  private String replay(Script script, String more) {
    List<String> places = script.places().stream().map(String::valueOf).toList();
    return "./mvnw -q -f integration/simulation exec:exec -Dsimulation=\"seed="
        + script.seed()
        + " keep="
        + String.join(",", places)
        + (options.kind() == Kind.ANY ? "" : " " + options.kind().name().toLowerCase(Locale.ROOT))
        + more
        + "\"";
  }
}
