package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.protocol.host.internal.SlotExplorer.Figures;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every order in which the multiplexer, the half that runs, bundles that come and go, control
 * messages and time can act on a slot: with three versions, two of which have a point in common, at
 * most two of them published at once. {@link SlotWorld} says what can happen, {@link
 * SlotSurroundings} does it, {@link SlotRules} says what must hold.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SlotMachineExplorationTest {
  @ParameterizedTest
  @CsvSource({"INITIATOR, 23041, 234615, 21", "RESPONDER, 7131, 67376, 21"})
  void everyOrderOfEventsKeepsTheRules(
      Direction direction, int worlds, int steps, int longestPath, TestReporter reporter) {
    Figures figures = SlotExplorer.explore(SlotMachine::step, direction);
    reporter.publishEntry(
        Map.of(
            "slot", direction.toString(),
            "worlds", "" + figures.worlds(),
            "steps", "" + figures.steps(),
            "longest shortest path", "" + figures.longestPath()));
    assertThat(figures.states())
        .containsExactly(
            "Draining", "Ended", "HandingOver", "Idle", "Leaving", "Parked", "Running", "Waiting");
    assertThat(figures).isEqualTo(new Figures(worlds, steps, longestPath, figures.states()));
  }
}
