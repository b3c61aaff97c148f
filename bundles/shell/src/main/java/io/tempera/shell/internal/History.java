package io.tempera.shell.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** The latest transitions of one connection. Not for several threads at once. */
final class History {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>(1);

  /**
   * One of them.
   *
   * @param when the time of day
   */
  record Entry(Instant when, String what) {}

  /**
   * Adds one.
   *
   * @param most how many are kept; the oldest go
   */
  void add(Instant when, String what, int most) {
    while (entries.size() >= most) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(when, what));
  }

  /** All of them, the oldest first. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
