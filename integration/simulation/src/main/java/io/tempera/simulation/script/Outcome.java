package io.tempera.simulation.script;

import io.tempera.connection.ConnectionTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.HandOverTrace;
import io.tempera.simulation.Said;
import io.tempera.simulation.Talk;
import io.tempera.simulation.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a script.
 *
 * @param script which
 * @param violations what should not have been, a sentence each; empty when all is well
 * @param said what the nodes said: a list for each life, in the order of their starts
 * @param tally what came of what was asked for, counted
 * @param elapsed how much time passed in the world
 */
public record Outcome(
    Script script,
    List<String> violations,
    List<List<Said>> said,
    Map<String, Integer> tally,
    Duration elapsed) {
  /** Checks what was said. */
  static Outcome of(
      Script script, ScriptRun run, List<Check> checks, List<String> thrown, Duration elapsed) {
    List<String> violations = new ArrayList<>(thrown);
    List<List<Said>> all = new ArrayList<>();
    for (Life life : run.lives()) {
      List<Said> said = life.recorder().said();
      all.add(said);
      String who = life.node().address() + ": ";
      checks.forEach(
          check -> check.violations(life.settings(), said).forEach(v -> violations.add(who + v)));
    }
    violations.addAll(run.ledger().violations());
    return new Outcome(script, violations, all, run.tally(), elapsed);
  }

  /** Everything that was said: the same for the same script, to the byte. */
  public String course() {
    StringBuilder text = new StringBuilder();
    for (int life = 0; life < said.size(); life++) {
      for (Said one : said.get(life)) {
        text.append(life).append(' ').append(one.line()).append('\n');
      }
    }
    return text.toString();
  }

  /** What peers went through, counted. */
  public Map<String, Integer> peers() {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Said> life : said) {
      for (Said one : life) {
        PeerEvents.name(one.trace()).ifPresent(name -> counts.merge(name, 1, Integer::sum));
      }
    }
    return counts;
  }

  /** What became of hand-overs, counted. */
  public Map<String, Integer> handOvers() {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Said> life : said) {
      for (Said one : life) {
        if (one.trace() instanceof HandOverTrace t) {
          counts.merge(name(t), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static String name(HandOverTrace trace) {
    return switch (trace) {
      case HandOverTrace.Asked asked ->
          "asked " + (asked.restarts() ? "to end" : "to stop") + by(asked.key());
      case HandOverTrace.HandedOver done ->
          (done.point().isPresent() ? "handed over" : "started again") + by(done.key());
      case HandOverTrace.Parked parked -> "parked" + by(parked.key());
      case HandOverTrace.GraceOver over -> "waited in vain" + by(over.key());
      case HandOverTrace.Failed failed -> "failed" + by(failed.key());
      case HandOverTrace.Unimplemented none -> "of nothing implemented";
      case HandOverTrace.Complete complete -> "through";
    };
  }

  private static String by(ProtocolKey key) {
    return ": " + Talk.temperature(key.number()) + " " + key.direction();
  }

  /** Changes of state, as {@code FROM -> TO}, and how often each occurred. */
  public Map<String, Integer> transitions() {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Said> life : said) {
      for (Said one : life) {
        if (one.trace() instanceof ConnectionTrace.Transition t) {
          counts.merge(t.from() + " -> " + t.to(), 1, Integer::sum);
        }
      }
    }
    return counts;
  }
}
