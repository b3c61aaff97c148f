package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.Times;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** How long the operations of cycles took; many peers at a time. */
final class CycleTimes {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Operation, Times> times = new EnumMap<>(Operation.class);
  private Times whole = new Times();

  CycleTimes() {
    clear();
  }

  /**
   * One more cycle.
   *
   * @param moments before the first operation and after each; nanoseconds
   */
  void add(long... moments) {
    lock.lock();
    try {
      for (Operation operation : Operation.values()) {
        int i = operation.ordinal();
        times.get(operation).add(moments[i + 1] - moments[i]);
      }
      whole.add(moments[moments.length - 1] - moments[0]);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets them. */
  void clear() {
    lock.lock();
    try {
      for (Operation operation : Operation.values()) {
        times.put(operation, new Times());
      }
      whole = new Times();
    } finally {
      lock.unlock();
    }
  }

  /** A line for each operation; when nothing was added, nothing. */
  String table(String title) {
    lock.lock();
    try {
      if (whole.count() == 0) {
        return "";
      }
      StringBuilder table = new StringBuilder();
      table.append(Lines.line(title, "median", "p99", "count", "of the cycle"));
      times.forEach((operation, t) -> table.append(line(operation.text(), t)));
      return table.append(line("the whole cycle", whole)).toString();
    } finally {
      lock.unlock();
    }
  }

  private String line(String name, Times t) {
    return Lines.line(
        name,
        figure(t.median()),
        figure(t.slow()),
        Integer.toString(t.count()),
        String.format(Locale.ROOT, "%.2f", t.median() / whole.median()));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
