package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.state.actions.internal.Explorer.Figures;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every order in which callers, interrupts, slots, timers, multiplexer, connection manager and the
 * end of the bundle can act on a peer: with two mini-protocols of each temperature, at most two
 * callers of each operation at once, and any number of calls, failures and lives. (Nobody waits for
 * an activation: it is answered in the step in which it is asked for.) {@link World} says what is
 * seen of the surroundings, {@link WorldKey} what is left out of a world, {@link Latecomers} what
 * is checked in place of waiting for it, {@link StepRules}, {@link TraceBook} and {@link
 * StateRules} what must hold.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class PeerMachineExplorationTest {
  private static final System.Logger LOG =
      System.getLogger(PeerMachineExplorationTest.class.getName());

  @Test
  void everyInterleavingKeepsTheRules() {
    Figures figures = new Explorer(PeerMachine::step, Scope.FULL).explore();
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: {1} states, {2} transitions, longest path {3}",
        Scope.FULL,
        figures.states(),
        figures.transitions(),
        figures.longestPath());
    assertThat(figures.states()).isGreaterThan(100_000);
  }
}
