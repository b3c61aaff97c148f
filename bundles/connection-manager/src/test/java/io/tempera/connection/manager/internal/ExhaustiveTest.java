package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Every event in every reachable state of an entry: what the machine does there is permitted by the
 * reference's table, does all of the table that can be, and leaves nobody without an answer.
 */
final class ExhaustiveTest {
  @Test
  void everyStepIsPermittedAndEveryCallerIsAnsweredOnce(TestReporter reporter) {
    MachineExploration exploration = new MachineExploration(ConnectionMachine::step);

    exploration.explore();

    reporter.publishEntry(
        "connection machine",
        "%d entries, %d steps, %d kinds of transition"
            .formatted(
                exploration.entries(), exploration.steps(), exploration.transitions().size()));
    assertThat(exploration.entries()).isGreaterThan(500);
    check(exploration);
  }

  /** What must have come up by the end. */
  static void check(MachineExploration exploration) {
    assertThat(exploration.restingPlaces())
        .as("the states in which an entry can rest; TERMINATED is only passed through")
        .containsExactlyElementsOf(
            Arrays.stream(ConnectionState.values())
                .filter(state -> state != ConnectionState.TERMINATED)
                .toList());
    TransitionTable table = TransitionTable.read();
    List<String> missing =
        table.permitted().stream()
            .filter(transition -> !exploration.transitions().contains(transition))
            .filter(transition -> UnreachedTransitions.reason(transition).isEmpty())
            .toList();
    assertThat(missing).as("permitted, not reached, and nobody says why").isEmpty();
    assertThat(exploration.transitions())
        .as("reached, although there is a reason why it is not")
        .noneMatch(transition -> UnreachedTransitions.reason(transition).isPresent());
    assertThat(UnreachedTransitions.NAMED)
        .as("reasons for what the table does not have")
        .allMatch(table.permitted()::contains);
  }
}
