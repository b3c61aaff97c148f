package io.tempera.protocol.host.internal;

import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The hand-overs of all connections, a {@link HandOverPage} for each number. Any thread; says what
 * there is to say without a lock.
 */
final class HandOverBook {
  private final Clock clock;
  private final Tracer tracer;
  private final Supplier<Duration> grace;
  private final Wait freed;
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Integer, HandOverPage> pages = new TreeMap<>();

  /**
   * Nothing is known yet.
   *
   * @param grace for how long a slot waits for an implementation
   */
  HandOverBook(TemperaRuntime runtime, Tracer tracer, Supplier<Duration> grace) {
    this.clock = runtime.clock();
    this.freed = runtime.newWait();
    this.tracer = tracer;
    this.grace = grace;
  }

  /** By number, for those of which there was anything. */
  List<HandOvers> views() {
    lock.lock();
    try {
      return pages.values().stream().filter(HandOverPage::isUsed).map(HandOverPage::view).toList();
    } finally {
      lock.unlock();
    }
  }

  /** How many halves of a number were asked to leave their slot, and have not yet. */
  int waiting(int number) {
    lock.lock();
    try {
      return Optional.ofNullable(pages.get(number)).map(HandOverPage::waiting).orElse(0);
    } finally {
      lock.unlock();
    }
  }

  /** Woken whenever one of them has. */
  Wait freed() {
    return freed;
  }

  /** Somebody is to hear of a change: what it brings about is not through before. */
  void tells(int number) {
    write(number, HandOverPage::tells);
  }

  /** It has heard of it. */
  void told(int number) {
    say(number, HandOverPage::told);
  }

  /**
   * A half was handed over, or else started again.
   *
   * @param to the bundle whose half runs now
   */
  void handedOver(int number, boolean atPoint, String to) {
    write(
        number,
        page -> {
          page.became(atPoint ? new Totals(1, 0, 0) : new Totals(0, 1, 0));
          page.tookOver(to);
        });
  }

  /** A half could not be handed over, and took its connection with it. */
  void failed(int number) {
    write(number, page -> page.became(new Totals(0, 0, 1)));
  }

  /** A slot has another state than before, and what follows is still to be done. */
  void moves(int number, SlotState before, SlotState after) {
    if (!HandOverPage.isAllTheSame(before, after)) {
      long now = clock.nanos();
      write(number, page -> page.entered(after, now));
    }
  }

  /** What followed is done, too: when it was the last that was under way, that is said. */
  void moved(int number, SlotState before, SlotState after) {
    if (!HandOverPage.isAllTheSame(before, after)) {
      say(number, page -> page.left(before));
      freed.wake();
    }
  }

  private void say(int number, Consumer<HandOverPage> change) {
    Optional<HandOverTrace> news;
    lock.lock();
    try {
      HandOverPage page = page(number);
      change.accept(page);
      news = page.news(clock.nanos(), grace.get());
    } finally {
      lock.unlock();
    }
    news.ifPresent(tracer::trace);
  }

  private void write(int number, Consumer<HandOverPage> change) {
    lock.lock();
    try {
      change.accept(page(number));
    } finally {
      lock.unlock();
    }
  }

  private HandOverPage page(int number) {
    return pages.computeIfAbsent(number, HandOverPage::new);
  }
}
