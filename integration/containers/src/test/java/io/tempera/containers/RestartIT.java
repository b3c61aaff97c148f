package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.connection.ListeningAddress;
import io.tempera.exam.TemperaNode;
import io.tempera.nodekit.NettyLeaks;
import io.tempera.peer.PeerStateActions;
import io.tempera.protocol.ProtocolHost;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Each of our bundles stopped and started again leaves a working node, and leaves nothing else. */
@RunWith(PaxExam.class)
public class RestartIT {
  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private NettyLeaks leaks;

  @Before
  public void inTheContainer() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    leaks = NettyLeaks.watch(context);
  }

  @After
  public void noBufferLeaked() throws Exception {
    leaks.check();
  }

  @Configuration
  public Option[] node() throws Exception {
    return options(NodeOptions.option(described()), junitBundles());
  }

  /** What the node is told. */
  TemperaNode described() {
    return NodeOptions.node("restart");
  }

  @Test
  public void eachBundleStoppedAndStartedAgainLeavesAWorkingNode() throws Exception {
    settle();
    Map<String, Long> services = services();
    Map<String, Long> threads = threads();
    for (int round = 0; round < 2; round++) {
      for (Bundle bundle : ours()) {
        bundle.stop();
        bundle.start();
        settle();
      }
    }
    assertEquals("services of each bundle", services, services());
    assertEquals("threads of each kind", threads, threads());
  }

  private void settle() throws Exception {
    Probe.service(context, ProtocolHost.class);
    Probe.service(context, PeerStateActions.class);
    Probe.service(context, ListeningAddress.class);
    Probe.keepAliveRound(context);
  }

  private List<Bundle> ours() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith("io.tempera."))
        .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
        .toList();
  }

  private Map<String, Long> services() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Bundle bundle : ours()) {
      ServiceReference<?>[] registered = bundle.getRegisteredServices();
      counts.put(bundle.getSymbolicName(), registered == null ? 0L : registered.length);
    }
    return counts;
  }

  /** Platform threads of ours, without the numbers in their names. */
  private static Map<String, Long> threads() {
    Map<String, Long> counts = new TreeMap<>();
    Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("tempera"))
        .forEach(name -> counts.merge(name.replaceAll("\\d+", "#"), 1L, Long::sum));
    return counts;
  }
}
