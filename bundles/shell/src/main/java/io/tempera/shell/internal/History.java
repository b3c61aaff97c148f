package io.tempera.shell.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The latest transitions of one connection. Not for several threads at once. */
final class History {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>(1);
  private final boolean dialled;
  private Optional<Entry> reason = Optional.empty();
  private boolean outcomeTold;

  /**
   * Empty.
   *
   * @param dialled whether this node dials it, so that whoever asked for it is told what came of it
   */
  History(boolean dialled) {
    this.dialled = dialled;
  }

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
    outcomeTold |= what.startsWith(Transitions.OURS);
    while (entries.size() >= most) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(when, what));
  }

  /** Why it ended, or came to nothing; the last to be said holds. */
  void because(Instant when, String why) {
    reason = Optional.of(new Entry(when, why));
  }

  /** Why it ended, and when that was said. */
  Optional<Entry> reason() {
    return reason;
  }

  /** Whether whoever asked for the connection has not been told yet what came of it. */
  boolean awaitsOutcome() {
    return dialled && !outcomeTold;
  }

  /** All of them, the oldest first. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
