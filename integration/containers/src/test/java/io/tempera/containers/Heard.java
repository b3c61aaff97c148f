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

/** The traces of the node around the test, or those of one kind. */
final class Heard<T extends Trace> implements TraceListener<T>, AutoCloseable {
  private static final long LIMIT_S = 30;

  private final Class<T> type;
  private final List<T> traces = new ArrayList<>();

  /** Of how many awaitAnother has told. */
  private int told;

  private ServiceRegistration<?> registration;

  private Heard(Class<T> type) {
    this.type = type;
  }

  static Heard<Trace> in(BundleContext context) {
    return in(context, Trace.class);
  }

  static <T extends Trace> Heard<T> in(BundleContext context, Class<T> type) {
    Heard<T> heard = new Heard<>(type);
    heard.registration = context.registerService(TraceListener.class, heard, new Hashtable<>());
    return heard;
  }

  @Override
  public Class<T> type() {
    return type;
  }

  @Override
  public synchronized void happened(T trace) {
    traces.add(trace);
    notifyAll();
  }

  /** Waits until there are so many traces of a type. */
  void await(Class<? extends T> wanted, int count) throws InterruptedException {
    await(wanted::isInstance, count, wanted.getSimpleName());
  }

  /** Waits until there are so many traces with a text in them. */
  void awaitText(String text, long count) throws InterruptedException {
    await(trace -> trace.text().contains(text), count, text);
  }

  /**
   * Waits for a trace that came after the last one that this told of.
   *
   * @return false when none came for long
   */
  synchronized boolean awaitAnother() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (told == traces.size()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    told = traces.size();
    return true;
  }

  /** How many traces with a text in them there are so far. */
  synchronized long count(String text) {
    return traces.stream().filter(trace -> trace.text().contains(text)).count();
  }

  /** What the traces so far say. */
  synchronized List<String> texts() {
    return traces.stream().map(Trace::text).toList();
  }

  /** Those of a type so far. */
  synchronized <S extends T> List<S> of(Class<S> wanted) {
    return traces.stream().filter(wanted::isInstance).map(wanted::cast).toList();
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

  private synchronized void await(Predicate<T> wanted, long count, String what)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (traces.stream().filter(wanted).count() < count) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("Not " + count + " of " + what + " in: " + texts());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public void close() {
    registration.unregister();
  }
}
