package io.tempera.containers;

import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.exam.TemperaNode;
import io.tempera.nodekit.NettyLeaks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.rules.ExternalResource;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * A rule for tests inside a container: there is traffic on fifty connections to a second node, and
 * when the test is over, and they are gone, the node around it has released all buffers.
 */
final class FiftyConnections extends ExternalResource {
  /** Each node dials so many, of which some become hot. */
  static final int HALF = 25;

  static final int HOT = 12;

  private static final String DISTRIBUTION = "tempera.distribution";

  private Optional<NettyLeaks> leaks = Optional.empty();
  private Optional<SecondNode> node = Optional.empty();
  private Optional<LiveConnections> live = Optional.empty();

  /** The options of such a test. */
  static Option[] around(TemperaNode node) throws IOException {
    return options(
        NodeOptions.option(node),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Override
  protected void before() throws Throwable {
    leaks = Optional.of(NettyLeaks.watch(context()));
    node = Optional.of(LiveConnections.otherEnd(Path.of(context().getProperty(DISTRIBUTION))));
    boolean opened = false;
    try {
      live = Optional.of(LiveConnections.open(context(), node(), HALF, HOT));
      opened = true;
    } finally {
      if (!opened) {
        node().close();
      }
    }
  }

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  BundleContext context() {
    return FrameworkUtil.getBundle(getClass()).getBundleContext();
  }

  /** The second node. */
  SecondNode node() {
    return node.orElseThrow();
  }

  /** The connections. */
  LiveConnections live() {
    return live.orElseThrow();
  }

  @Override
  protected void after() {
    try {
      live().close();
      leaks.orElseThrow().check();
    } catch (Exception failed) {
      throw new AssertionError("The fifty connections do not end: " + failed, failed);
    }
  }
}
