package io.tempera.simulation.relay;

import io.tempera.chain.ChainTrace;
import io.tempera.protocol.HandOverTrace;
import io.tempera.runtime.Task;
import io.tempera.simulation.Said;
import io.tempera.simulation.VirtualWorld;
import io.tempera.simulation.check.Check;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What came of a script of relays.
 *
 * @param script which
 * @param violations what should not have been, a sentence each; empty when all is well
 * @param said what the relays said, by their hosts
 * @param counts of what happened
 * @param highest the most that any relay held of each thing that is bounded
 * @param settled how long it took until all had the same, from when the network was whole
 * @param elapsed how much time passed in the world
 */
public record RelayOutcome(
    RelayScript script,
    List<String> violations,
    List<List<Said>> said,
    Map<String, Long> counts,
    Map<String, Long> highest,
    Duration settled,
    Duration elapsed) {
  static final MemorySettings USUAL =
      MemorySettings.likeSockets().withLatency(Duration.ofMillis(5));

  /** What a script may take. */
  private static final Duration LIMIT = Duration.ofMinutes(55);

  /** Until the last packet has arrived, and what was put aside for a hand-over is forgotten. */
  private static final Duration AFTERMATH = Duration.ofSeconds(70);

  /** Runs relays of the production code, on the calling thread. */
  public static RelayOutcome of(RelayScript script) {
    return of(script, host -> RelayParts.PRODUCTION);
  }

  /**
   * Runs it in virtual time, on the calling thread, and checks all of it.
   *
   * @param parts what each relay is made of
   */
  public static RelayOutcome of(RelayScript script, IntFunction<RelayParts> parts) {
    return of(new VirtualWorld(script.seed(), USUAL), script, parts);
  }

  /** The same in a world that is there already. */
  static RelayOutcome of(VirtualWorld world, RelayScript script, IntFunction<RelayParts> parts) {
    VirtualRuntime runtime = world.virtualRuntime();
    RelayRun run = new RelayRun(world, script, RelayLimits.SMALL, parts);
    List<String> violations = new ArrayList<>();
    try {
      Task task = runtime.start("relays", run::run);
      runtime.runUntil(task::isDone, LIMIT);
      runtime.advance(AFTERMATH);
      world.assertNothingLeft();
    } catch (AssertionError | RuntimeException e) {
      violations.add(text(e));
    }
    violations.addAll(run.violations());
    List<List<Said>> said = new ArrayList<>();
    for (Relay relay : run.relays()) {
      said.add(relay.recorder().said());
      String who = "relay " + (said.size() - 1) + ": ";
      for (Check check : Check.ofAnyProtocols()) {
        check.violations(Relay.SETTINGS, said.getLast()).forEach(v -> violations.add(who + v));
      }
    }
    return new RelayOutcome(
        script,
        violations,
        said,
        counts(said),
        highest(run.relays()),
        run.settled(),
        runtime.elapsed());
  }

  private static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder(String.valueOf(thrown));
    for (Throwable more : thrown.getSuppressed()) {
      text.append("\n    ").append(more);
    }
    return text.toString();
  }

  private static Map<String, Long> highest(List<Relay> relays) {
    Map<String, Long> all = new TreeMap<>();
    relays.forEach(
        relay ->
            relay.measure().highest().forEach((what, most) -> all.merge(what, most, Long::max)));
    return all;
  }

  private static Map<String, Long> counts(List<List<Said>> said) {
    Map<String, Long> counts = new TreeMap<>();
    for (List<Said> one : said) {
      counts.merge("connections lost", LinkFaults.losses(one), Long::sum);
      for (Said each : one) {
        switch (each.trace()) {
          case ChainTrace.SwitchedFork fork -> {
            counts.merge("changes to another fork", 1L, Long::sum);
            counts.merge("blocks that were rolled back", (long) fork.blocks(), Long::sum);
          }
          case ChainTrace.BlocksMissing missing ->
              counts.merge("blocks that a peer had no more", 1L, Long::sum);
          case HandOverTrace.HandedOver done ->
              counts.merge("handed over: " + done.key(), 1L, Long::sum);
          case HandOverTrace.Parked parked ->
              counts.merge("parked: " + parked.key(), 1L, Long::sum);
          case HandOverTrace.Failed failed -> counts.merge("hand-overs that failed", 1L, Long::sum);
          default -> {
            // Of other things.
          }
        }
      }
    }
    return counts;
  }

  /** Everything that was said: the same for the same script, to the byte. */
  public String course() {
    StringBuilder text = new StringBuilder();
    for (int host = 0; host < said.size(); host++) {
      for (Said one : said.get(host)) {
        text.append(host).append(' ').append(one.line()).append('\n');
      }
    }
    return text.toString();
  }
}
