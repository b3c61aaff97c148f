package io.tempera.exam;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The texts of a node's traces, from now on, for a test to wait for: what a mini-protocol {@code
 * note}s, for one. By reflection, because the node's classes may be of another framework's.
 */
public final class Traces implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** How many traces are kept unless told, the last ones. */
  public static final int KEPT = 10_000;

  /** How many traces an error has, at the most. */
  private static final int SHOWN = 30;

  private static final String LISTENER = "io.tempera.trace.TraceListener";
  private static final String TRACE = "io.tempera.trace.Trace";

  /** Held for as long as one text is added or the list is copied: the node's threads want it. */
  private final Lock lock = new ReentrantLock();

  private final Condition more = lock.newCondition();
  private final Deque<String> texts = new ArrayDeque<>();
  private final int kept;
  private final ServiceRegistration<?> registration;
  private long total;

  /** What has come after some others: these are the last of so many. */
  private record Heard(long total, List<String> texts) {
    long times(String text) {
      return texts.stream().filter(said -> said.contains(text)).count();
    }
  }

  private Traces(BundleContext node, int kept) throws ReflectiveOperationException {
    if (kept < 1) {
      throw new IllegalArgumentException("kept is " + kept + "; at least 1");
    }
    this.kept = kept;
    Bundle api = api(node);
    Class<?> listener = api.loadClass(LISTENER);
    Class<?> trace = api.loadClass(TRACE);
    Method text = trace.getMethod("text");
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "type" -> trace;
              case "happened" -> {
                add((String) text.invoke(arguments[0]));
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "the traces of a test";
            };
    registration =
        api.getBundleContext()
            .registerService(
                LISTENER,
                Proxy.newProxyInstance(
                    listener.getClassLoader(), new Class<?>[] {listener}, handler),
                new Hashtable<>());
  }

  /**
   * Listens to a node, and keeps its last {@link #KEPT} traces.
   *
   * @param node the context of any bundle in its framework
   */
  public static Traces of(BundleContext node) throws ReflectiveOperationException {
    return of(node, KEPT);
  }

  /**
   * Listens to a node.
   *
   * @param node the context of any bundle in its framework
   * @param kept how many traces are kept, the last ones; at least 1
   */
  public static Traces of(BundleContext node, int kept) throws ReflectiveOperationException {
    return new Traces(node, kept);
  }

  /** Those that are kept, in the order in which they came. */
  public List<String> texts() {
    lock.lock();
    try {
      return List.copyOf(texts);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a trace with a text in it; see {@link #await(String, int)}. */
  public void await(String text) throws InterruptedException {
    await(text, 1);
  }

  /**
   * Waits until there are so many traces with a text in them, of those that are kept and those that
   * come, a minute at the most.
   *
   * @throws AssertionError with the last traces, when there are not
   */
  public void await(String text, int count) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long times = 0;
    for (long seen = 0; times < count; ) {
      Heard heard = after(seen, deadline);
      if (heard.texts().isEmpty()) {
        throw new AssertionError(
            "Not %d times \"%s\" within %d s, but %d times, and at last:%n%s"
                .formatted(count, text, LIMIT.toSeconds(), times, last()));
      }
      times += heard.times(text);
      seen = heard.total();
    }
  }

  /** Listens no more. */
  @Override
  public void close() {
    registration.unregister();
  }

  private void add(String text) {
    lock.lock();
    try {
      if (texts.size() == kept) {
        texts.removeFirst();
      }
      texts.addLast(text);
      total++;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for more than have been seen; none have come when the time is over. */
  private Heard after(long seen, long deadline) throws InterruptedException {
    lock.lock();
    try {
      long left = deadline - System.nanoTime();
      while (total == seen && left > 0) {
        left = more.awaitNanos(left);
      }
      long known = Math.max(0, texts.size() - (total - seen));
      return new Heard(total, texts.stream().skip(known).toList());
    } finally {
      lock.unlock();
    }
  }

  private String last() {
    List<String> all = texts();
    return String.join("\n", all.subList(Math.max(0, all.size() - SHOWN), all.size()));
  }

  private static Bundle api(BundleContext node) {
    for (Bundle bundle : node.getBundles()) {
      if ("io.tempera.api".equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("There is no Tempera node in this framework");
  }
}
