package io.tempera.tracelog.internal;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Lines that wait to be written: many put, one takes, nobody waits for a lock. */
final class LineQueue {
  private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * Adds a line, or counts it as dropped when there are as many as may be.
   *
   * @param limit how many may wait
   */
  void put(LogLine line, int limit) {
    if (size.incrementAndGet() > limit) {
      size.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      lines.add(line);
    }
  }

  /** The line that has waited longest. */
  Optional<LogLine> take() {
    LogLine line = lines.poll();
    if (line != null) {
      size.decrementAndGet();
    }
    return Optional.ofNullable(line);
  }

  /** Whether there is something to take or to tell. */
  boolean hasNews() {
    return !lines.isEmpty() || dropped.get() > 0;
  }

  /** How many were dropped since the last time this was asked. */
  long takeDropped() {
    return dropped.getAndSet(0);
  }
}
