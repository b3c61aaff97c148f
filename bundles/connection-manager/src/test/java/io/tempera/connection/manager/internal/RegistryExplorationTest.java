package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.DataFlow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Several entries and few places: whatever happens, there are never more inbound ones than may be.
 */
@Timeout(300)
final class RegistryExplorationTest {
  @Test
  void ofTwoConnectionsOneIsInbound(TestReporter reporter) {
    explore(1, 2, List.of(DataFlow.values()), reporter);
  }

  @Test
  void ofThreeDuplexConnectionsTwoAreInbound(TestReporter reporter) {
    explore(2, 3, List.of(DataFlow.DUPLEX), reporter);
  }

  private static void explore(
      int hardLimit, int entries, List<DataFlow> flows, TestReporter reporter) {
    RegistryExploration exploration =
        new RegistryExploration(new Keeper(), hardLimit, entries, flows);

    exploration.explore();

    reporter.publishEntry(
        "registry, at most %d inbound of %d".formatted(hardLimit, entries),
        "%d situations, %d steps, %d prunings, %d of itself, %d kinds of transition"
            .formatted(
                exploration.situations(),
                exploration.steps(),
                exploration.prunings(),
                exploration.itself(),
                exploration.transitions().size()));
    assertThat(exploration.itself()).isPositive();
    assertThat(exploration.prunings()).isGreaterThan(exploration.itself());
    MachineExploration machine = new MachineExploration(ConnectionMachine::step);
    machine.explore();
    assertThat(machine.transitions())
        .as("what the table permits comes up here as well")
        .containsAll(exploration.transitions());
  }
}
