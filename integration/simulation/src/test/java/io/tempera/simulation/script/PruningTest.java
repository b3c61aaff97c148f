package io.tempera.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.testkit.SeededChance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The reference's properties "pruning" of the connection manager and of the inbound governor, and
 * "never above hardlimit" (framework Test.Ouroboros.Network.Server.Sim): a node in the middle may
 * have few inbound connections, and dials others, who then use these connections too.
 */
@Timeout(300)
final class PruningTest {
  private static final int SCRIPTS = 60;
  private static final int NODES = 6;
  private static final int MOST_INBOUND = 3;
  private static final int STEPS = 40;
  private static final int CENTRE = 0;

  private static final Set<ConnectionState> INBOUND =
      EnumSet.of(
          ConnectionState.UNNEGOTIATED_IN,
          ConnectionState.INBOUND_IDLE_UNI,
          ConnectionState.INBOUND_IDLE_DUP,
          ConnectionState.INBOUND_UNI,
          ConnectionState.INBOUND_DUP,
          ConnectionState.DUPLEX);
  private static final Set<ConnectionState> ABOUT_TO_BE =
      EnumSet.of(
          ConnectionState.OUTBOUND_DUP_TICKING,
          ConnectionState.OUTBOUND_DUP_EXPIRED,
          ConnectionState.OUTBOUND_IDLE_DUP);

  @Test
  void withSmallHardLimitsTransitionsStayLegalAndNoMoreAndNoOthersArePrunedThanNeeded() {
    int times = 0;
    for (long seed = 1; seed <= SCRIPTS; seed++) {
      Script script = new Maker(seed).make();
      Outcome outcome = VirtualRun.of(script);
      assertThat(outcome.violations()).as("%s", script).isEmpty();
      for (List<Said> life : outcome.said()) {
        times += prunings(life);
      }
    }
    assertThat(times).as("prunings in all scripts").isGreaterThan(SCRIPTS);
  }

  /** How often a node pruned; each time as many as needed, of its inbound connections. */
  private static int prunings(List<Said> life) {
    int times = 0;
    Map<ConnectionId, ConnectionState> states = new LinkedHashMap<>();
    for (Said one : life) {
      switch (one.trace()) {
        case ConnectionTrace.Transition t ->
            t.connectionId().ifPresent(id -> states.put(id, t.to()));
        case ConnectionTrace.PruneConnections pruning -> {
          times++;
          check(pruning, states);
        }
        default -> {
          // Of other things.
        }
      }
    }
    return times;
  }

  /** As many as needed, of those that count as inbound and the one that was about to. */
  private static void check(
      ConnectionTrace.PruneConnections pruning, Map<ConnectionId, ConnectionState> states) {
    assertThat(pruning.needed()).isBetween(1, pruning.candidates());
    assertThat(pruning.pruned()).hasSize(pruning.needed()).doesNotHaveDuplicates();
    List<ConnectionState> others =
        pruning.pruned().stream()
            .map(id -> states.getOrDefault(id, ConnectionState.UNKNOWN))
            .filter(state -> !INBOUND.contains(state))
            .toList();
    assertThat(others).as("%s", pruning).hasSizeLessThan(2).isSubsetOf(ABOUT_TO_BE);
  }

  /** Makes scripts in which connections come to be inbound that were not at first. */
  private static final class Maker {
    private final SeededChance chance;
    private final long seed;

    Maker(long seed) {
      this.seed = seed;
      chance = new SeededChance(seed);
    }

    private int below(int bound) {
      return (int) chance.below(bound);
    }

    Script make() {
      List<NodeSettings> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        int limit = i == CENTRE ? 1 + below(MOST_INBOUND) : NODES;
        nodes.add(NodeSettings.defaults().withDoor(NodeSettings.Door.of(limit)));
      }
      List<Script.Timed> steps = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        steps.add(new Script.Timed(i, Duration.ofMillis(below(3_000)), step()));
      }
      return new Script(seed, nodes, steps, false, List.of(), below(2) == 0);
    }

    private Step step() {
      int other = 1 + below(NODES - 1);
      return switch (below(8)) {
        case 0, 1, 2 -> connect(CENTRE, other);
        case 3, 4, 5 -> connect(other, CENTRE);
        case 6 -> new Step.Talk(other, CENTRE, Temperature.WARM);
        default ->
            below(2) == 0 ? new Step.Release(CENTRE, other) : new Step.Release(other, CENTRE);
      };
    }

    private static Step connect(int from, int to) {
      return new Step.Connect(from, to, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
    }
  }
}
