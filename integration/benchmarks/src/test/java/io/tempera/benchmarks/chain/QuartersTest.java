package io.tempera.benchmarks.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuartersTest {
  private static final long MEBIBYTE = 1L << 20;

  private static List<Held> held(long... heaps) {
    return Arrays.stream(heaps).mapToObj(heap -> new Held(heap, 0, 0)).toList();
  }

  @Test
  void eachQuarterHasTheMostOfItsShares() {
    Quarters quarters = Quarters.of(held(1, 3, 4, 2, 9, 9, 7, 8));

    assertThat(quarters.heap()).containsExactly(3L, 4L, 9L, 8L);
  }

  @Test
  void whatStaysWithinTheSlackIsNotSaidToGrow() {
    long first = 57 * MEBIBYTE;
    Quarters quarters = Quarters.of(held(first, first + 9 * MEBIBYTE, 0, first + Quarters.SLACK));

    assertThatCode(quarters::check).doesNotThrowAnyException();
  }

  @Test
  void whatGrowsWithTheChainFails() {
    long first = 57 * MEBIBYTE;
    Quarters quarters = Quarters.of(held(first, first, first, first + Quarters.SLACK + 1));

    assertThatThrownBy(quarters::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("57.0, 57.0, 57.0, 61.1");
  }
}
