package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The machine does what the reference's tables say, in every order of everything that can happen:
 * each permitted transition is made, and no other.
 */
final class ExhaustiveTest {
  private final TransitionTable table = TransitionTable.read();

  @Test
  void everyStepIsPermittedAndRight(TestReporter reporter) {
    Exploration.Findings found = Exploration.explore(RemoteMachine::step);
    reporter.publishEntry(
        "remote machine",
        "%d worlds, %d steps, %d kinds of transition: %s"
            .formatted(found.worlds(), found.steps(), found.said().size(), found.said()));

    assertThat(found.worlds()).isGreaterThan(100);
    assertThat(found.said()).isEqualTo(table.made());
    assertThat(found.said())
        .doesNotContainAnyElementsOf(table.transitions(row -> !row.permitted()));
  }

  @Test
  void whatIsPermittedAndNotMadeIsSaidToBeForTheCheckerOnly() {
    Set<String> notMade = table.transitions(TransitionTable.Row::permitted);
    notMade.removeAll(Exploration.explore(RemoteMachine::step).said());
    notMade.removeAll(table.transitions(TransitionTable.Row::isIdentity));

    assertThat(notMade)
        .as("the code goes through WARM")
        .isEqualTo(table.transitions(TransitionTable.Row::isForTheCheckerOnly))
        .containsExactlyInAnyOrder("IDLE -> HOT", "COLD -> HOT", "HOT -> IDLE");
  }

  @Test
  void eachPermittedIdentityIsAnEventThatChangesNothingAndIsNotSaid() {
    Set<String> identities = table.transitions(row -> row.permitted() && row.isIdentity());

    assertThat(identities)
        .containsExactlyInAnyOrder("NONE -> NONE", "WARM -> WARM", "IDLE -> IDLE", "COLD -> COLD");
    Set<String> stayed = new TreeSet<>(Exploration.explore(RemoteMachine::step).stayed());
    assertThat(stayed).containsAll(identities);
    stayed.removeAll(identities);
    assertThat(stayed)
        .as("nor is that a second hot responder begins")
        .containsExactly("HOT -> HOT");
  }
}
