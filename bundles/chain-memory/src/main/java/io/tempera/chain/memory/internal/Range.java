package io.tempera.chain.memory.internal;

import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What one peer was asked for at once: the blocks that have not come from it yet. */
final class Range {
  /** So often the patience is doubled at most. */
  private static final int MOST_DOUBLED = 10;

  private final Fetching of;
  private final Optional<Range> before;
  private final Deque<Header> left;
  private final int asked;
  private boolean late;

  /**
   * A range that a peer is asked for.
   *
   * @param before the one that is late, of which these blocks are asked of another peer, too
   */
  Range(Fetching of, List<Header> headers, Optional<Range> before) {
    this.of = of;
    this.before = before;
    this.left = new ArrayDeque<>(headers);
    this.asked = before.map(range -> range.asked + 1).orElse(0);
  }

  /** Who was asked for it. */
  Fetching of() {
    return of;
  }

  /** The block that comes next; empty when all have come. */
  Optional<Header> expected() {
    return Optional.ofNullable(left.peekFirst());
  }

  /** The expected block came. */
  void arrived() {
    left.removeFirst();
  }

  /** What has not come, in its order. */
  List<Header> left() {
    return List.copyOf(left);
  }

  boolean has(Hash hash) {
    return left.stream().anyMatch(header -> header.point().hash().equals(hash));
  }

  /** Nothing more comes of it: what is missing. */
  List<Header> over() {
    List<Header> missing = left();
    left.clear();
    return missing;
  }

  /** The range from which a block still may come that does not come from this one. */
  Optional<Range> fallback(Hash hash) {
    return before.filter(range -> range.has(hash)).or(() -> before.flatMap(r -> r.fallback(hash)));
  }

  /**
   * For how long it may hold up everything: twice as long for each time that the same blocks were
   * asked for before, so that a slow line of our own is not filled with them.
   */
  Duration patience(Duration first) {
    return first.multipliedBy(1L << Math.min(asked, MOST_DOUBLED));
  }

  /** Whether it has held up everything for too long. */
  boolean isLate() {
    return late;
  }

  void late() {
    late = true;
  }
}
