package io.tempera.nodekit;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Watches the buffers of a node's Netty: one that is collected as garbage without having been
 * released is a leak. Netty finds out when the collector has run and another buffer is made after
 * it; {@link #check} sees to both. By reflection, because the node's Netty is of its own class
 * loader.
 */
public final class NettyLeaks {
  private static final String DETECTOR = "io.netty.util.ResourceLeakDetector";

  /** Collections until what was garbage at the first has gone through the reference queues. */
  private static final int COLLECTIONS = 3;

  /** A safety net, in milliseconds: how long one collection may take to be noticed. */
  private static final long COLLECTED_MS = 20_000;

  private final Object detector;
  private final Method track;
  private final Method close;
  private final List<String> reports = new CopyOnWriteArrayList<>();

  private NettyLeaks(Class<?> byteBufs, Class<?> detectors, Class<?> trackers)
      throws ReflectiveOperationException {
    Field field = byteBufs.getDeclaredField("leakDetector");
    field.setAccessible(true);
    detector = field.get(null);
    track = detectors.getMethod("track", Object.class);
    close = trackers.getMethod("close", Object.class);
  }

  /**
   * Begins to watch every single buffer from now on, whatever the level of detection was.
   *
   * @param node of a framework in which the node's bundles are installed
   */
  public static NettyLeaks watch(BundleContext node) throws ReflectiveOperationException {
    Bundle buffers = bundle(node, "io.netty.buffer");
    Bundle common = bundle(node, "io.netty.common");
    Class<?> detectors = common.loadClass(DETECTOR);
    NettyLeaks leaks =
        new NettyLeaks(
            buffers.loadClass("io.netty.buffer.AbstractByteBuf"),
            detectors,
            common.loadClass("io.netty.util.ResourceLeakTracker"));
    Class<?> levels = common.loadClass(DETECTOR + "$Level");
    detectors.getMethod("setLevel", levels).invoke(null, levels.getField("PARANOID").get(null));
    Class<?> listeners = common.loadClass(DETECTOR + "$LeakListener");
    Object listener =
        Proxy.newProxyInstance(
            listeners.getClassLoader(), new Class<?>[] {listeners}, leaks::listenerCalled);
    detectors.getMethod("setLeakListener", listeners).invoke(leaks.detector, listener);
    // What that needs is loaded while it can be, though the node should never need a buffer.
    leaks.ask();
    return leaks;
  }

  private static Bundle bundle(BundleContext node, String name) {
    return Arrays.stream(node.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no bundle " + name));
  }

  private Object listenerCalled(Object proxy, Method method, Object[] arguments) {
    if (method.getName().equals("onLeak")) {
      reports.add(arguments[0] + " was not released: " + arguments[1]);
    }
    return null; // Nobody calls anything else.
  }

  /**
   * Collects garbage and asks Netty what was among it.
   *
   * @throws AssertionError with where each leaked buffer was made and touched
   */
  public void check() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      collectGarbage();
    }
    try {
      ask();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Netty does not say what leaked", e);
    }
    if (!reports.isEmpty()) {
      throw new AssertionError(
          reports.size() + " of the node's buffers leaked:\n" + String.join("\n", reports));
    }
  }

  /** Netty looks for what leaked whenever it begins to watch something. */
  private void ask() throws ReflectiveOperationException {
    Object probe = new Object();
    close.invoke(track.invoke(detector, probe), probe);
  }

  private static void collectGarbage() throws InterruptedException {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
    System.gc();
    if (collected.remove(COLLECTED_MS) != canary) {
      throw new AssertionError("The collector does not run, so leaks cannot be seen");
    }
  }
}
