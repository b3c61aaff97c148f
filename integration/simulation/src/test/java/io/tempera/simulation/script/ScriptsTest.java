package io.tempera.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.simulation.check.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some hundreds of random scripts; the command runs as many as one likes. */
@Timeout(300)
final class ScriptsTest {
  private static final int SCRIPTS = 300;

  /** What happens often enough to happen in so few; the exhaustive test has the others. */
  private static final List<String> COMMON =
      List.of(
          "UNKNOWN -> RESERVED_OUTBOUND",
          "RESERVED_OUTBOUND -> UNNEGOTIATED_OUT",
          "UNKNOWN -> UNNEGOTIATED_IN",
          "UNNEGOTIATED_OUT -> OUTBOUND_UNI",
          "UNNEGOTIATED_OUT -> OUTBOUND_DUP_TICKING",
          "UNNEGOTIATED_IN -> INBOUND_IDLE_UNI",
          "UNNEGOTIATED_IN -> INBOUND_IDLE_DUP",
          "UNNEGOTIATED_IN -> TERMINATING",
          "INBOUND_IDLE_DUP -> OUTBOUND_DUP_TICKING",
          "OUTBOUND_UNI -> OUTBOUND_IDLE_UNI",
          "OUTBOUND_DUP_TICKING -> OUTBOUND_DUP_EXPIRED",
          "OUTBOUND_DUP_EXPIRED -> OUTBOUND_IDLE_DUP",
          "OUTBOUND_DUP_TICKING -> INBOUND_IDLE_DUP",
          "OUTBOUND_DUP_TICKING -> DUPLEX",
          "OUTBOUND_DUP_EXPIRED -> DUPLEX",
          "INBOUND_DUP -> DUPLEX",
          "DUPLEX -> OUTBOUND_DUP_TICKING",
          "DUPLEX -> INBOUND_DUP",
          "INBOUND_IDLE_UNI -> INBOUND_UNI",
          "INBOUND_IDLE_DUP -> INBOUND_DUP",
          "INBOUND_UNI -> INBOUND_IDLE_UNI",
          "INBOUND_DUP -> INBOUND_IDLE_DUP",
          "INBOUND_IDLE_UNI -> TERMINATING",
          "INBOUND_IDLE_DUP -> TERMINATING",
          "OUTBOUND_IDLE_UNI -> TERMINATING",
          "OUTBOUND_IDLE_DUP -> TERMINATING",
          "TERMINATING -> TERMINATED");

  /**
   * What happens to peers often enough to happen in so few. Thousands of scripts also show a cold
   * to warm that fails by HandshakeServerFailure or by MuxStoppedFailure, and monitoring that ends
   * with an error. Never seen is a MuxStoppedFailure of the others: in one thread the end of a
   * multiplexer is told before anybody can activate, and every peer here has an established
   * initiator, whose failure says more than that its multiplexer has ended. A TimeoutError of
   * HotToWarm is the reference's name for what it, too, says of HotToCooling.
   */
  private static final List<String> COMMON_OF_PEERS =
      List.of(
          "changed: ColdToWarm",
          "changed: WarmToHot",
          "changed: HotToWarm",
          "changed: WarmToCooling",
          "changed: HotToCooling",
          "changed: CoolingToCold",
          "failed: ColdToWarm HandshakeClientFailure",
          "failed: ColdToWarm HandleFailure",
          "failed: ColdToWarm TimeoutError",
          "failed: WarmToHot ActiveCold",
          "failed: HotToWarm ActiveCold",
          "failed: HotToCooling TimeoutError",
          "failed: HotToCooling ApplicationFailure",
          "failed: WarmToCooling TimeoutError",
          "failed: WarmToCooling ApplicationFailure",
          "by itself: ESTABLISHED ended",
          "by itself: ESTABLISHED failed",
          "by itself: WARM ended",
          "by itself: WARM failed",
          "by itself: HOT ended",
          "by itself: HOT failed",
          "by itself: over",
          "was hot");

  /** What becomes of swapped halves often enough to happen in so few. */
  private static final List<String> COMMON_OF_SWAPS =
      List.of(
          "handed over: ESTABLISHED INITIATOR",
          "handed over: ESTABLISHED RESPONDER",
          "handed over: WARM INITIATOR",
          "handed over: WARM RESPONDER",
          "handed over: HOT INITIATOR",
          "handed over: HOT RESPONDER",
          "started again: ESTABLISHED INITIATOR",
          "started again: WARM INITIATOR",
          "parked: ESTABLISHED INITIATOR",
          "parked: ESTABLISHED RESPONDER",
          "parked: HOT INITIATOR",
          "parked: HOT RESPONDER",
          "waited in vain: ESTABLISHED INITIATOR",
          "waited in vain: ESTABLISHED RESPONDER",
          "failed: ESTABLISHED RESPONDER",
          "of nothing implemented",
          "through");

  @Test
  void whateverHappensToPeersTheRulesHoldAndEachKindOfChangeAndOfFailureOccurs() {
    Map<String, Integer> events = new TreeMap<>();
    for (int seed = 1; seed <= SCRIPTS; seed++) {
      Outcome outcome = VirtualRun.of(ScriptMaker.ofPeers(seed));
      assertThat(outcome.violations())
          .as("to replay: -Dsimulation=\"seed=%s peers\"", seed)
          .isEmpty();
      outcome.peers().forEach((what, count) -> events.merge(what, count, Integer::sum));
    }
    assertThat(events.keySet()).containsAll(COMMON_OF_PEERS);
  }

  @Test
  void whateverIsSwappedTheRulesHoldAndEachKindOfHandOverOccurs() {
    Map<String, Integer> handOvers = new TreeMap<>();
    for (int seed = 1; seed <= SCRIPTS; seed++) {
      Outcome outcome = VirtualRun.of(ScriptMaker.ofSwaps(seed));
      assertThat(outcome.violations())
          .as("to replay: -Dsimulation=\"seed=%s swaps\"", seed)
          .isEmpty();
      outcome.handOvers().forEach((what, count) -> handOvers.merge(what, count, Integer::sum));
    }
    assertThat(handOvers.keySet()).containsAll(COMMON_OF_SWAPS);
  }

  @Test
  void whateverHappensTheRulesHoldAndNothingIsLeft() {
    Map<String, Integer> transitions = new TreeMap<>();
    for (int seed = 1; seed <= SCRIPTS; seed++) {
      Outcome outcome = VirtualRun.of(ScriptMaker.script(seed));
      assertThat(outcome.violations()).as("to replay: -Dsimulation=\"seed=%s\"", seed).isEmpty();
      outcome.transitions().forEach((what, count) -> transitions.merge(what, count, Integer::sum));
    }
    assertThat(transitions.keySet()).containsAll(COMMON);
    assertThat(COMMON).isSubsetOf(Table.ofConnections().permitted());
  }

  @Test
  void withoutFaultsEverybodyIsAnsweredAndTheSameRulesHold() {
    Map<String, Integer> tally = new TreeMap<>();
    for (int seed = 1; seed <= SCRIPTS / 3; seed++) {
      Outcome outcome = VirtualRun.of(ScriptMaker.withoutFaults(seed));
      assertThat(outcome.violations()).as("seed %s", seed).isEmpty();
      outcome.tally().forEach((what, count) -> tally.merge(what, count, Integer::sum));
    }
    assertThat(tally.keySet()).contains("connected: OUTBOUND DUPLEX", "connected: INBOUND DUPLEX");
  }
}
