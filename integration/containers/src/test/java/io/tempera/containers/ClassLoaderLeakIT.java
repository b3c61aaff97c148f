package io.tempera.containers;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.protocol.ProtocolTrace;
import io.tempera.trace.TraceListener;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Mini-protocol bundles are swapped a hundred times under live connections, in place and beside in
 * turn, and nothing of the old ones stays in memory.
 */
@RunWith(PaxExam.class)
public class ClassLoaderLeakIT {
  private static final String DISTRIBUTION = "tempera.distribution";
  private static final int SWAPS = 100;

  /** One beside, and one in place. */
  private static final int LEAKING_SWAPS = 2;

  /** So many connections each node dials. */
  private static final int HALF = 4;

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private SecondNode node;
  private LiveConnections live;
  private final OldLoaders old = new OldLoaders();

  @Configuration
  public Option[] node() throws Exception {
    return options(
        NodeOptions.option(NodeOptions.onEachAddress("leak")),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Before
  public void trafficOnSomeConnections() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    node = LiveConnections.otherEnd(Path.of(context.getProperty(DISTRIBUTION)));
    live = LiveConnections.open(context, node, HALF, HALF / 2);
  }

  @After
  public void noConnections() throws Exception {
    node.close();
    if (live != null) {
      live.close();
    }
  }

  @Test
  public void ofAHundredKeepAlivesOneIsLeft() throws Exception {
    swap(Shipped.KEEP_ALIVE, SWAPS);
    old.assertCollected(context);
  }

  @Test
  public void ofAHundredEchosOneIsLeft() throws Exception {
    swap(Shipped.ECHO, SWAPS);
    old.assertCollected(context);
  }

  @Test
  public void ofAHundredTipSamplesOneIsLeft() throws Exception {
    swap(Shipped.TIP_SAMPLE, SWAPS);
    old.assertCollected(context);
  }

  /** That what is above can fail: a plain exception is enough, for its stack is one of classes. */
  @Test
  public void whoKeepsAnExceptionOfABundleIsFoundOut() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      Keeper keeper = new Keeper();
      ServiceRegistration<?> registration =
          context.registerService(TraceListener.class, keeper, new Hashtable<>());
      swap(protocol, LEAKING_SWAPS);
      registration.unregister();
      AssertionError found = assertThrows(AssertionError.class, () -> old.assertCollected(context));
      assertTrue(found.getMessage(), found.getMessage().contains(protocol.shown("0.2.1")));
      keeper.kept.clear();
      old.assertCollected(context);
    }
  }

  /** Keeps exceptions that were made while the code of a bundle was at work. */
  private static final class Keeper implements TraceListener<ProtocolTrace> {
    private final Queue<RuntimeException> kept = new ConcurrentLinkedQueue<>();

    @Override
    public Class<ProtocolTrace> type() {
      return ProtocolTrace.class;
    }

    @Override
    public void happened(ProtocolTrace trace) {
      kept.add(new RuntimeException(trace.text()));
    }
  }

  /** Each version has its turn on the wire; none of the connections notices. */
  private void swap(Shipped protocol, int swaps) throws Exception {
    Bundle bundle = protocol.in(context);
    String location = bundle.getLocation();
    ProtocolJar jar = ProtocolJar.of(bundle);
    for (int i = 1; i <= swaps; i++) {
      String version = "0.2." + i;
      old.add(bundle);
      if (i % 2 == 0) {
        bundle.update(jar.version(version).open());
      } else {
        Bundle newer = context.installBundle(protocol.shown(version), jar.version(version).open());
        newer.start();
        bundle.uninstall();
        bundle = newer;
      }
      live.awaitRunsEverywhere(protocol, protocol.shown(version));
      live.assertMessagesGoOn(protocol);
    }
    context.installBundle(location).start();
    old.add(bundle);
    bundle.uninstall();
    live.awaitRunsEverywhere(protocol, protocol.shownAsBuilt());
    live.assertNoneEndedAndNoneCooled();
  }
}
