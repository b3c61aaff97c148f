package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.protocol.Temperature;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every order in which callers, slots, timers and connection manager can act, in a small scope. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PeerMachineExplorationTest {
  private static final System.Logger LOG =
      System.getLogger(PeerMachineExplorationTest.class.getName());

  @Test
  void everyInterleavingOfTwoCallersWithOneHotProtocolKeepsTheRules() {
    explore(
        "1 hot, no shutdown",
        Scope.of(5, 2, 1, false).with(Temperature.ESTABLISHED, 7, 8).with(Temperature.HOT, 2));
  }

  @Test
  void everyInterleavingOfTwoCallersWithTwoHotProtocolsKeepsTheRules() {
    explore(
        "2 hot, no shutdown",
        Scope.of(4, 2, 1, false).with(Temperature.ESTABLISHED, 7, 8).with(Temperature.HOT, 2, 3));
  }

  @Test
  void everyInterleavingWithAShutdownKeepsTheRules() {
    explore(
        "1 warm, 1 hot, shutdown",
        Scope.of(4, 2, 1, true)
            .with(Temperature.ESTABLISHED, 8)
            .with(Temperature.WARM, 5)
            .with(Temperature.HOT, 2));
  }

  private static void explore(String name, Scope scope) {
    Explorer.Figures figures = new Explorer(PeerMachine::step, scope).explore();
    LOG.log(System.Logger.Level.INFO, "{0}: {1}", name, figures);
    assertThat(figures.states()).isGreaterThan(10_000);
  }
}
