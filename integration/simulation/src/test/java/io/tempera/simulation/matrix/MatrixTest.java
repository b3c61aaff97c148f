package io.tempera.simulation.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole matrix: each kind of mini-protocol swapped in each way, on connections of every {@link
 * Role} at once, with traffic on all of them.
 */
@Timeout(300)
final class MatrixTest {
  private static final int SEEDS = 2;

  static Stream<Arguments> all() {
    return Kind.all().stream()
        .flatMap(
            kind ->
                Stream.of(Swap.values())
                    .flatMap(
                        swap ->
                            Stream.iterate(1L, seed -> seed + 1)
                                .limit(SEEDS)
                                .map(seed -> Arguments.of(kind, swap, seed))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyConnectionIsWhatTheRulesSayAndEveryMessageIsAccountedFor(
      Kind kind, Swap swap, long seed) throws Exception {
    Performance performance = new Performance(kind, swap, seed);
    performance.perform();
    for (Role role : Role.values()) {
      performance.check(role);
    }
    performance.end();
    assertThat(performance.stage().ledger().violations()).isEmpty();
  }
}
