package io.tempera.shell.internal;

import io.tempera.runtime.Wait;
import io.tempera.trace.Trace;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One view of what happens: many put lines, one prints them. Nobody who puts one waits for a lock,
 * or for the terminal.
 */
final class Watch {
  private final Watched watched;
  private final Wait change;
  private final Queue<WatchLine> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean ended;

  /**
   * Nothing happened yet.
   *
   * @param watched what is shown
   * @param change for this watch alone
   */
  Watch(Watched watched, Wait change) {
    this.watched = watched;
    this.change = change;
  }

  /**
   * Something happened. Never blocks.
   *
   * @param now the time of day
   * @param limit how many lines may wait to be printed; one more is lost, and counted
   */
  void happened(Trace trace, Instant now, int limit) {
    if (!ended) {
      watched.line(trace, now).ifPresent(line -> offer(line, limit));
    }
  }

  private void offer(WatchLine line, int limit) {
    if (waiting.incrementAndGet() > limit) {
      waiting.decrementAndGet();
      lost.incrementAndGet();
    } else {
      lines.add(line);
    }
    change.wake();
  }

  /** Whoever prints comes to an end, after what waits. Idempotent. */
  void end() {
    ended = true;
    change.wake();
  }

  /**
   * Prints lines as they come, and how many were lost, until the end. Blocks.
   *
   * @return how many changes were printed
   * @throws InterruptedException when that comes before the end
   */
  long printTo(Consumer<String> terminal, ZoneId zone) throws InterruptedException {
    long printed = 0;
    while (true) {
      boolean last = ended;
      for (WatchLine line = lines.poll(); line != null; line = lines.poll()) {
        waiting.decrementAndGet();
        terminal.accept(line.text(zone));
        printed++;
      }
      long gone = lost.getAndSet(0);
      if (gone > 0) {
        terminal.accept("... and " + gone + " more, which came faster than they could be shown.");
      }
      if (last) {
        return printed;
      }
      change.until(() -> ended || !lines.isEmpty() || lost.get() > 0);
    }
  }
}
