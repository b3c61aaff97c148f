package io.tempera.simulation.script;

import io.tempera.connection.ConnectionTrace;
import io.tempera.simulation.Said;
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
