package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingTest {
  @Test
  void doesWhatAListDoesAtBothEnds() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Ring<Integer> ring = new Ring<>();
      List<Integer> list = new ArrayList<>();
      for (int step = 0; step < 400; step++) {
        step(random.nextInt(list.size() > 40 ? 4 : 6), step, ring, list);
        assertThat(contents(ring)).isEqualTo(list);
      }
    }
  }

  private static void step(int what, int value, Ring<Integer> ring, List<Integer> list) {
    switch (what) {
      case 0, 4 -> {
        ring.addLast(value);
        list.addLast(value);
      }
      case 1, 5 -> {
        ring.addFirst(value);
        list.addFirst(value);
      }
      case 2 -> {
        if (!list.isEmpty()) {
          assertThat(ring.removeFirst()).isEqualTo(list.removeFirst());
        }
      }
      default -> {
        if (!list.isEmpty()) {
          assertThat(ring.removeLast()).isEqualTo(list.removeLast());
        }
      }
    }
  }

  private static List<Integer> contents(Ring<Integer> ring) {
    List<Integer> contents = new ArrayList<>();
    for (int index = 0; index < ring.size(); index++) {
      contents.add(ring.get(index));
    }
    return contents;
  }

  @Test
  void hasNothingBeyondItsEnds() {
    Ring<String> ring = new Ring<>();
    assertThatThrownBy(ring::removeFirst).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(ring::removeLast).isInstanceOf(IndexOutOfBoundsException.class);
    ring.addLast("a");
    assertThatThrownBy(() -> ring.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ring.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    ring.clear();
    assertThat(ring.isEmpty()).isTrue();
  }
}
