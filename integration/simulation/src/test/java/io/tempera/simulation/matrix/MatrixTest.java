package io.tempera.simulation.matrix;

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
  static Stream<Arguments> all() {
    return Kind.all().stream()
        .flatMap(kind -> Stream.of(Swap.values()).map(swap -> Arguments.of(kind, swap)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyConnectionIsWhatTheRulesSayAndEveryMessageIsAccountedFor(Kind kind, Swap swap)
      throws Exception {
    long seed = Kind.all().indexOf(kind) * Swap.values().length + swap.ordinal();
    Performance performance = new Performance(kind, swap, seed);
    performance.perform();
    performance.checkConnections();
    performance.checkReasons();
    performance.checkHandOvers();
    performance.checkOthers();
    performance.end();
  }
}
