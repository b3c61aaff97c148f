package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.nodekit.NettyLeaks;
import io.tempera.trace.TraceListener;
import java.util.Arrays;
import java.util.List;
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
import org.osgi.framework.startlevel.BundleStartLevel;

/** The distribution's bundles resolve and start, in any order within their level. */
@RunWith(PaxExam.class)
public class StartOrderIT {
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
  public Option[] inTheListsOwnOrder() throws Exception {
    return options(NodeOptions.option(NodeOptions.node("list")), junitBundles());
  }

  @Configuration
  public Option[] inOneRandomOrder() throws Exception {
    return shuffled(1);
  }

  @Configuration
  public Option[] inAnotherRandomOrder() throws Exception {
    return shuffled(2);
  }

  private static Option[] shuffled(long seed) throws Exception {
    return options(
        NodeOptions.shuffled(NodeOptions.node("shuffled-" + seed), seed), junitBundles());
  }

  @Test
  public void everyBundleIsActiveAndTheNodeTakesAConnection() throws Exception {
    List<String> notActive =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
            .filter(StartOrderIT::isDue)
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(Bundle::getSymbolicName)
            .toList();
    assertEquals(List.of(), notActive);
    assertEquals(List.of(), traceListenersThatNobodyCalls());
    Probe.keepAliveRound(context);
  }

  /** A listener that needs a service of the tracer's own bundle is not to be left out. */
  private List<String> traceListenersThatNobodyCalls() throws Exception {
    return Arrays.stream(context.getServiceReferences(TraceListener.class.getName(), null))
        .filter(listener -> !isUsedByTheTracer(listener))
        .map(listener -> listener.getBundle().getSymbolicName())
        .toList();
  }

  private static boolean isUsedByTheTracer(ServiceReference<?> listener) {
    Bundle[] users = listener.getUsingBundles();
    return users != null
        && Arrays.stream(users).anyMatch(b -> b.getSymbolicName().equals("io.tempera.runtime"));
  }

  /**
   * Whether its start level has been reached; the shell's prompt, for one, waits for a terminal.
   */
  private static boolean isDue(Bundle bundle) {
    return bundle.getBundleId() == 0
        || bundle.adapt(BundleStartLevel.class).getStartLevel() <= NodeOptions.LAST_LEVEL;
  }
}
