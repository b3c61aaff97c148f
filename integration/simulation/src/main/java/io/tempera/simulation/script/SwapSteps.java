package io.tempera.simulation.script;

import io.tempera.protocol.Temperature;
import io.tempera.runtime.Chance;
import io.tempera.simulation.Edition;
import java.time.Duration;
import java.util.List;

/** Makes the steps in which mini-protocols are deployed, swapped and removed, by chance. */
final class SwapSteps {
  private static final int MOST_RANKING = 3;

  /** Milliseconds without an implementation; the grace is 10 s. */
  private static final List<Integer> GAPS = List.of(0, 0, 1, 300, 5_000, 9_990, 10_000, 15_000);

  /** Seconds in which nothing is answered; a bundle that goes waits 8 s for a hand-over point. */
  private static final List<Integer> HOLDS = List.of(1, 5, 7, 12);

  private final Chance chance;

  SwapSteps(Chance chance) {
    this.chance = chance;
  }

  /** Half of all happens to one node. */
  Step step(int nodes) {
    int node = below(2) == 0 ? 0 : below(nodes);
    Temperature temperature = one(List.of(Temperature.values()));
    return switch (below(10)) {
      case 0, 1, 2 -> new Step.Deploy(node, temperature, version());
      case 3 -> new Step.Withdraw(node, temperature, version());
      case 4, 5, 6, 7 ->
          new Step.Replace(node, temperature, version(), version(), Duration.ofMillis(one(GAPS)));
      case 8 -> new Step.Rank(node, temperature, version(), below(MOST_RANKING + 1));
      default -> new Step.HoldBack(node, Duration.ofSeconds(one(HOLDS)));
    };
  }

  /** Mostly those that carry on from one another. */
  private int version() {
    return 1 + (below(3) > 0 ? below(2) : below(Edition.OF_SCRIPTS));
  }

  private int below(int bound) {
    return (int) chance.below(bound);
  }

  private <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }
}
