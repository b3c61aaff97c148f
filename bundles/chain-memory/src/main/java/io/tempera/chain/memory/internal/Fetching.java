package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What one peer was asked for, range by range, each with the blocks that have not come yet. */
final class Fetching {
  private final ConnectionId peer;
  private final Runnable news;
  private final Deque<Range> ranges = new ArrayDeque<>();
  private int onWay;
  private boolean hungry;
  private boolean refusing;

  Fetching(ConnectionId peer, Runnable news) {
    this.peer = peer;
    this.news = news;
  }

  ConnectionId peer() {
    return peer;
  }

  Runnable news() {
    return news;
  }

  /** How many blocks have not come yet. */
  int onWay() {
    return onWay;
  }

  /** Whether it found nothing to ask for when it looked last. */
  boolean isHungry() {
    return hungry;
  }

  void hungry(boolean now) {
    hungry = now;
  }

  /** Whether the peer did not have what it was asked for, of late. */
  boolean isRefusing() {
    return refusing;
  }

  void refusing(boolean now) {
    refusing = now;
  }

  void ask(Range range) {
    ranges.addLast(range);
    onWay += range.left().size();
  }

  /** Whether a block was asked for and has not come. */
  boolean owes(Hash hash) {
    return ranges.stream().anyMatch(range -> range.has(hash));
  }

  /** Whether a range that has not come has held up everything for too long. */
  boolean isLate() {
    return ranges.stream().anyMatch(Range::isLate);
  }

  /** The next block that comes; empty when none is due in the oldest range. */
  Optional<Header> expected() {
    return ranges.isEmpty() ? Optional.empty() : ranges.getFirst().expected();
  }

  /** The expected block came. */
  void arrived() {
    ranges.getFirst().arrived();
    onWay--;
  }

  /** The oldest range is over, if there is one. */
  Optional<Range> over() {
    Optional<Range> oldest = Optional.ofNullable(ranges.pollFirst());
    onWay -= oldest.map(range -> range.left().size()).orElse(0);
    return oldest;
  }

  /** All ranges are over. */
  List<Range> end() {
    List<Range> all = List.copyOf(ranges);
    ranges.clear();
    onWay = 0;
    return all;
  }
}
