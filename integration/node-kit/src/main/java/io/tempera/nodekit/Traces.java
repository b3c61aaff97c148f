package io.tempera.nodekit;

import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Keeps the traces of a node, and lets a test wait for one. */
public final class Traces implements TraceListener<Trace> {
  private final Level least;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final List<Trace> traces = new ArrayList<>();

  /** Keeps those of a level and above. */
  Traces(Level least) {
    this.least = least;
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    if (trace.level().compareTo(least) < 0) {
      return;
    }
    lock.lock();
    try {
      traces.add(trace);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** All so far. */
  public List<Trace> all() {
    lock.lock();
    try {
      return List.copyOf(traces);
    } finally {
      lock.unlock();
    }
  }

  /** Those of one type so far. */
  public <T extends Trace> List<T> all(Class<T> type) {
    return all().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Waits until so many traces of a type match, and returns the last of them.
   *
   * @throws AssertionError with what there was instead, when they do not come in time
   */
  public <T extends Trace> T await(Class<T> type, int count, Predicate<T> wanted, Duration limit)
      throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Optional<T> found =
            traces.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .skip(count - 1L)
                .findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        if (left <= 0) {
          throw new AssertionError(
              "No "
                  + count
                  + ". "
                  + type.getSimpleName()
                  + " within "
                  + limit
                  + ", but: "
                  + texts());
        }
        left = added.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private String texts() {
    StringBuilder text = new StringBuilder();
    traces.forEach(
        trace -> text.append("\n  ").append(trace.level()).append(' ').append(trace.text()));
    return text.toString();
  }
}
