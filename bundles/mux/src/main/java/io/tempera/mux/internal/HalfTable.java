package io.tempera.mux.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The registered halves, by key. Immutable: a change is a new table. */
final class HalfTable {
  /** Nothing is registered. */
  static final HalfTable EMPTY = new HalfTable(new Half[0]);

  /** In the order of their keys; there are few, so a search is a handful of comparisons. */
  private final Half[] halves;

  private HalfTable(Half[] halves) {
    this.halves = halves;
  }

  /** All of them, by key. */
  List<Half> all() {
    return List.of(halves);
  }

  Optional<Half> find(ProtocolKey key) {
    return find(key.number(), key.direction());
  }

  Optional<Half> find(int number, Direction direction) {
    int at = index(number, direction);
    return at < 0 ? Optional.empty() : Optional.of(halves[at]);
  }

  HalfTable with(Half half) {
    List<Half> longer = new ArrayList<>(Arrays.asList(halves));
    longer.add(-1 - index(half.key().number(), half.key().direction()), half);
    return new HalfTable(longer.toArray(Half[]::new));
  }

  HalfTable without(ProtocolKey key) {
    List<Half> shorter = new ArrayList<>(Arrays.asList(halves));
    shorter.removeIf(half -> half.key().equals(key));
    return new HalfTable(shorter.toArray(Half[]::new));
  }

  /** Where it is, or minus one minus where it would be. */
  private int index(int number, Direction direction) {
    int low = 0;
    int high = halves.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      ProtocolKey key = halves[middle].key();
      int order = Integer.compare(key.number(), number);
      if (order == 0) {
        order = key.direction().compareTo(direction);
      }
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }
}
