package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The machine keeps the rules of {@link Watcher} and {@link StepRules} everywhere. */
class MuxMachineExplorationTest {
  private static final System.Logger LOG =
      System.getLogger(MuxMachineExplorationTest.class.getName());

  @Test
  void everyEventInEveryStateKeepsTheRules() {
    Exploration.Figures figures = Exploration.explore(2, new MuxMachine(Exploration.ID)::step);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} states, {1} transitions",
        figures.states(),
        figures.transitions());
    assertThat(figures.complaint()).isEmpty();
    // Waiting in any order before it runs, and any state of four halves afterwards.
    assertThat(figures.states()).isGreaterThan(10_000);
  }
}
