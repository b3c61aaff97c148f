package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Header;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What one peer was asked for, range by range, each with the blocks that have not come yet. */
final class Fetching {
  private final ConnectionId peer;
  private final Runnable news;
  private final Deque<Deque<Header>> ranges = new ArrayDeque<>();
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

  void ask(List<Header> range) {
    ranges.addLast(new ArrayDeque<>(range));
    onWay += range.size();
  }

  /** The next block that comes; empty when none is due in the oldest range. */
  Optional<Header> expected() {
    return ranges.isEmpty() ? Optional.empty() : Optional.ofNullable(ranges.getFirst().peekFirst());
  }

  /** The expected block came. */
  void arrived() {
    ranges.getFirst().removeFirst();
    onWay--;
  }

  /** The oldest range is over: what of it does not come any more. */
  List<Header> over() {
    if (ranges.isEmpty()) {
      return List.of();
    }
    List<Header> missing = List.copyOf(ranges.removeFirst());
    onWay -= missing.size();
    return missing;
  }

  /** All ranges are over: what does not come any more. */
  List<Header> end() {
    List<Header> missing = new ArrayList<>();
    for (Iterator<Deque<Header>> all = ranges.iterator(); all.hasNext(); ) {
      missing.addAll(all.next());
    }
    ranges.clear();
    onWay = 0;
    return missing;
  }
}
