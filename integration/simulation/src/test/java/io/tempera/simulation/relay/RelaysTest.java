package io.tempera.simulation.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few scripts of each topology; the command runs as many as one likes. */
@Timeout(300)
final class RelaysTest {
  private static final int SMALL = 5;
  private static final int SMALL_SCRIPTS = 2;

  /** What happens often enough to happen in so few. */
  private static final String[] COMMON = {
    "changes to another fork",
    "connections lost",
    "handed over: 2 initiator",
    "handed over: 2 responder",
    "handed over: 3 initiator",
    "handed over: 3 responder",
    "handed over: 4 initiator",
    "handed over: 4 responder",
    "handed over: 10 initiator",
    "handed over: 10 responder"
  };

  @ParameterizedTest
  @EnumSource(Topology.class)
  void allOfTwentyHaveTheSameInTheEnd(Topology topology) {
    check(RelayScriptMaker.script(1, topology));
  }

  @Test
  void whateverHappensAllHaveTheSameInTheEndAndEachKindOfThingHappens() {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> highest = new TreeMap<>();
    for (Topology topology : Topology.values()) {
      for (int seed = 1; seed <= SMALL_SCRIPTS; seed++) {
        RelayOutcome outcome = check(RelayScriptMaker.script(seed, topology, SMALL));
        outcome.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
        outcome.highest().forEach((what, most) -> highest.merge(what, most, Long::max));
      }
    }
    assertThat(counts).containsKeys(COMMON);
    assertThat(counts.get("connections lost")).isPositive();
    assertThat(highest.get("headers more than blocks since the fork"))
        .as("a bound that nothing comes near shows nothing")
        .isGreaterThan(RelayLimits.SMALL.candidateHeaders() / 2);
  }

  private static RelayOutcome check(RelayScript script) {
    RelayOutcome outcome = RelayOutcome.of(script);
    assertThat(outcome.violations())
        .as(
            "%d relays; of twenty, to replay: -Dsimulation=\"relays=%s seed=%d\"",
            script.nodes(), script.topology().name().toLowerCase(Locale.ROOT), script.seed())
        .isEmpty();
    return outcome;
  }

  @Test
  void theSameSeedGivesTheSameCourseAndAnotherOneAnother() {
    String course = course(1);
    assertThat(course.lines().count()).isGreaterThan(500);
    assertThat(course(1)).isEqualTo(course);
    assertThat(course(2)).isNotEqualTo(course);
  }

  private static String course(long seed) {
    return RelayOutcome.of(RelayScriptMaker.script(seed, Topology.RANDOM, SMALL)).course();
  }
}
