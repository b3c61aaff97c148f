package io.tempera.exam;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The texts of a node's traces, from now on, for a test to wait for: what a mini-protocol {@code
 * note}s, for one. By reflection, because the node's classes may be of another framework's.
 */
public final class Traces implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** How many traces an error has, at the most. */
  private static final int SHOWN = 30;

  private static final String LISTENER = "io.tempera.trace.TraceListener";
  private static final String TRACE = "io.tempera.trace.Trace";

  private final List<String> texts = new ArrayList<>();
  private final ServiceRegistration<?> registration;

  private Traces(BundleContext node) throws ReflectiveOperationException {
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
   * Listens to a node.
   *
   * @param node the context of any bundle in its framework
   */
  public static Traces of(BundleContext node) throws ReflectiveOperationException {
    return new Traces(node);
  }

  /** Those so far, in the order in which they came. */
  public synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** Waits for a trace with a text in it; see {@link #await(String, int)}. */
  public void await(String text) throws InterruptedException {
    await(text, 1);
  }

  /**
   * Waits until there are so many traces with a text in them, a minute at the most.
   *
   * @throws AssertionError with the last traces, when there are not
   */
  public synchronized void await(String text, int count) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (texts.stream().filter(said -> said.contains(text)).count() < count) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "Not "
                + count
                + " times \""
                + text
                + "\" within "
                + LIMIT.toSeconds()
                + " s, but at last:\n"
                + String.join(
                    "\n", texts.subList(Math.max(0, texts.size() - SHOWN), texts.size())));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Listens no more. */
  @Override
  public void close() {
    registration.unregister();
  }

  private synchronized void add(String text) {
    texts.add(text);
    notifyAll();
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
