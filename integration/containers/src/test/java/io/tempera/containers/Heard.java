package io.tempera.containers;

import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The traces of the node around the test. */
final class Heard implements TraceListener<Trace>, AutoCloseable {
  private static final long LIMIT_S = 30;

  private final List<Trace> traces = new ArrayList<>();
  private ServiceRegistration<?> registration;

  static Heard in(BundleContext context) {
    Heard heard = new Heard();
    heard.registration = context.registerService(TraceListener.class, heard, new Hashtable<>());
    return heard;
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public synchronized void happened(Trace trace) {
    traces.add(trace);
    notifyAll();
  }

  /** Waits until there are so many traces of a type. */
  void await(Class<? extends Trace> type, int count) throws InterruptedException {
    await(type::isInstance, count, type.getSimpleName());
  }

  /** Waits until there are so many traces with a text in them. */
  void awaitText(String text, long count) throws InterruptedException {
    await(trace -> trace.text().contains(text), count, text);
  }

  /** How many traces with a text in them there are so far. */
  synchronized long count(String text) {
    return traces.stream().filter(trace -> trace.text().contains(text)).count();
  }

  /** How many traces with a text in them there are between the first two with others. */
  synchronized long countBetween(String from, String text, String until) {
    return traces.stream()
        .map(Trace::text)
        .dropWhile(said -> !said.contains(from))
        .takeWhile(said -> !said.contains(until))
        .filter(said -> said.contains(text))
        .count();
  }

  private synchronized void await(Predicate<Trace> wanted, long count, String what)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (traces.stream().filter(wanted).count() < count) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "Not " + count + " of " + what + " in: " + traces.stream().map(Trace::text).toList());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public void close() {
    registration.unregister();
  }
}
