package io.tempera.exam;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A node that runs in this JVM, in a framework of its own, for the node of a test to talk to. Its
 * classes are of that framework: only those of the JDK and of OSGi itself are a test's, too.
 */
public final class RunningNode implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LISTENING = "io.tempera.connection.ListeningAddress";

  private final Framework framework;

  private RunningNode(Framework framework) {
    this.framework = framework;
  }

  static RunningNode start(NodeFiles files, List<ListedBundle> bundles) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>(files.frameworkProperties());
    properties.put("org.osgi.framework.storage", files.data("cache").toString());
    properties.put(
        "org.osgi.framework.startlevel.beginning", Integer.toString(TemperaNode.LAST_LEVEL));
    // The JVM has one place for handlers of URLs, which the test's own container uses.
    properties.put("felix.service.urlhandlers", "false");
    RunningNode node = new RunningNode(new FrameworkFactory().newFramework(properties));
    try {
      node.framework.init();
      node.install(bundles);
      node.framework.start();
      return node;
    } catch (BundleException | RuntimeException | Error thrown) {
      IOException failure =
          new IOException("The node in " + files.base() + " does not start: " + thrown, thrown);
      try {
        node.close();
      } catch (IOException | RuntimeException notStopped) {
        failure.addSuppressed(notStopped);
      }
      throw failure;
    }
  }

  private void install(List<ListedBundle> bundles) throws BundleException {
    List<Bundle> toStart = new ArrayList<>();
    for (ListedBundle listed : bundles) {
      Bundle bundle = context().installBundle(listed.jar().toUri().toString());
      if (!listed.isFragment()) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(listed.startLevel());
        toStart.add(bundle);
      }
    }
    for (Bundle bundle : toStart) {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    }
  }

  /** Its framework's own context, to install bundles with, or for {@link Traces#of}. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Where it listens. Blocks until it does, a minute at the most.
   *
   * @throws AssertionError when it does not
   */
  public InetSocketAddress address() throws InterruptedException {
    ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context(), LISTENING, null);
    // All services: the framework itself sees no class of the api.
    tracker.open(true);
    try {
      Object listening = tracker.waitForService(LIMIT.toMillis());
      if (listening == null) {
        throw new AssertionError("The node does not listen within " + LIMIT);
      }
      Bundle listener = tracker.getServiceReference().getBundle();
      Method address = listener.loadClass(LISTENING).getMethod("address");
      return (InetSocketAddress) address.invoke(listening);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("The node listens, and does not say where", e);
    } finally {
      tracker.close();
    }
  }

  /**
   * Stops it. Blocks until it has, a minute at the most.
   *
   * @throws IOException when it does not stop; it may be tried again
   */
  @Override
  public void close() throws IOException {
    stop(LIMIT);
  }

  /** Stops it within some other time. */
  void stop(Duration limit) throws IOException {
    try {
      framework.stop();
      if (framework.waitForStop(limit.toMillis()).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        throw new IOException(
            "The node does not stop within " + limit + ": a bundle of it holds it up");
      }
    } catch (BundleException e) {
      throw new IOException("The node does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the node stops");
    }
  }
}
