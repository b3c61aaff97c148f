package io.tempera.protocol.host.internal;

import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.host.internal.SlotState.Grace;
import io.tempera.protocol.host.internal.SlotState.HandingOver;
import io.tempera.protocol.host.internal.SlotState.Leaving;
import io.tempera.protocol.host.internal.SlotState.Parked;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Counts the hand-overs of all connections, by number, and says when those that one change has
 * brought about are all through.
 */
final class HandOverBook {
  private final Clock clock;
  private final Tracer tracer;
  private final IntFunction<Optional<String>> chosen;
  private final Supplier<Duration> grace;
  private final Wait moved;
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Integer, Page> pages = new TreeMap<>();

  /** How many are yet to hear of a change, by number. */
  private final SortedMap<Integer, Integer> telling = new TreeMap<>();

  /** What is known of one number. */
  private static final class Page {
    private final Map<Kind, Integer> slots = new EnumMap<>(Kind.class);
    private HandOvers.Totals totals = HandOvers.Totals.NONE;

    /** Since when, and with what totals, something has been open; empty when nothing is. */
    private Optional<Opening> opening = Optional.empty();

    /** Whether it was said that nothing implements the number any more. */
    private boolean bereft;

    int count(Kind kind) {
      return slots.getOrDefault(kind, 0);
    }

    int open() {
      return count(Kind.WAITING) + count(Kind.PARKED);
    }
  }

  private record Opening(long nanos, HandOvers.Totals totals) {}

  /** What a slot's state is to a hand-over. */
  private enum Kind {
    WAITING,
    PARKED,
    /** Parked for so long that nobody counts on an implementation. */
    IN_VAIN,
    OTHER;

    static Kind of(SlotState state) {
      return switch (state) {
        case HandingOver s -> WAITING;
        case Leaving s -> WAITING;
        case Parked(var left, var started, Grace grace) ->
            switch (grace) {
              case NOT_BEGUN -> started ? WAITING : OTHER;
              case RUNNING -> PARKED;
              case OVER -> IN_VAIN;
            };
        default -> OTHER;
      };
    }

    boolean isOpen() {
      return this == WAITING || this == PARKED;
    }
  }

  /**
   * Nothing is known yet.
   *
   * @param chosen the bundle that is chosen for a number
   * @param grace for how long a slot waits for one
   */
  HandOverBook(
      TemperaRuntime runtime,
      Tracer tracer,
      IntFunction<Optional<String>> chosen,
      Supplier<Duration> grace) {
    this.clock = runtime.clock();
    this.moved = runtime.newWait();
    this.tracer = tracer;
    this.chosen = chosen;
    this.grace = grace;
  }

  /** By number, for those of which there was anything. */
  List<HandOvers> views() {
    lock.lock();
    try {
      return pages.entrySet().stream().map(page -> view(page.getKey(), page.getValue())).toList();
    } finally {
      lock.unlock();
    }
  }

  /** How many halves of a number were asked to leave their slot, and have not yet. */
  int waiting(int number) {
    lock.lock();
    try {
      return Optional.ofNullable(pages.get(number)).map(page -> page.count(Kind.WAITING)).orElse(0);
    } finally {
      lock.unlock();
    }
  }

  /** Woken whenever one of them has. */
  Wait moved() {
    return moved;
  }

  /** Somebody is to hear of a change: what it brings about is not through before. */
  void tells(int number) {
    lock.lock();
    try {
      telling.merge(number, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  /** It has heard of it. */
  void told(int number) {
    lock.lock();
    try {
      telling.computeIfPresent(number, (n, many) -> many == 1 ? null : many - 1);
    } finally {
      lock.unlock();
    }
    news(number).ifPresent(tracer::trace);
  }

  /** A half was handed over, or else started again. */
  void handedOver(int number, boolean atPoint) {
    add(number, atPoint ? new HandOvers.Totals(1, 0, 0) : new HandOvers.Totals(0, 1, 0));
  }

  /** A half could not be handed over, and took its connection with it. */
  void failed(int number) {
    add(number, new HandOvers.Totals(0, 0, 1));
  }

  /** A slot has another state than before. */
  void moved(int number, SlotState before, SlotState after) {
    Kind was = Kind.of(before);
    Kind is = Kind.of(after);
    if (was == is) {
      return;
    }
    lock.lock();
    try {
      Page page = page(number);
      page.slots.merge(was, -1, Integer::sum);
      page.slots.merge(is, 1, Integer::sum);
      if (page.opening.isEmpty() && page.open() > 0) {
        page.opening = Optional.of(new Opening(clock.nanos(), page.totals));
      }
    } finally {
      lock.unlock();
    }
  }

  /** What followed from a move is done, too: when it was the last, that is said. */
  void settled(int number, SlotState before) {
    if (Kind.of(before).isOpen()) {
      news(number).ifPresent(tracer::trace);
      moved.wake();
    }
  }

  /** What is to be said, when everybody has heard of what has changed. */
  private Optional<HandOverTrace> news(int number) {
    lock.lock();
    try {
      Page page = pages.get(number);
      if (page == null || page.opening.isEmpty() || telling.containsKey(number)) {
        return Optional.empty();
      }
      return page.open() == 0 ? Optional.of(complete(number, page)) : bereft(number, page);
    } finally {
      lock.unlock();
    }
  }

  private HandOverTrace complete(int number, Page page) {
    Opening opening = page.opening.orElseThrow();
    page.opening = Optional.empty();
    page.bereft = false;
    return new HandOverTrace.Complete(
        number,
        chosen.apply(number),
        page.totals.minus(opening.totals()),
        Duration.ofNanos(clock.nanos() - opening.nanos()));
  }

  private Optional<HandOverTrace> bereft(int number, Page page) {
    boolean before = page.bereft;
    page.bereft = chosen.apply(number).isEmpty();
    return page.bereft && !before
        ? Optional.of(new HandOverTrace.Unimplemented(number, page.open(), grace.get()))
        : Optional.empty();
  }

  private void add(int number, HandOvers.Totals more) {
    lock.lock();
    try {
      Page page = page(number);
      page.totals = page.totals.plus(more);
    } finally {
      lock.unlock();
    }
  }

  private Page page(int number) {
    return pages.computeIfAbsent(number, n -> new Page());
  }

  private static HandOvers view(int number, Page page) {
    return new HandOvers(
        number,
        page.count(Kind.WAITING),
        page.count(Kind.PARKED) + page.count(Kind.IN_VAIN),
        page.totals);
  }
}
