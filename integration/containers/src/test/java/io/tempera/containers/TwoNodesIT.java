package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.NettyLeaks;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.trace.Trace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Two nodes in two frameworks, this container's and the distribution's, hold the conversation. */
@RunWith(PaxExam.class)
public class TwoNodesIT {
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

  private static final String ECHO = "7001 initiator: echo";
  private static final String TIP = "7002 initiator: tip";
  private static final String QUIET = "7002 initiator is asked to QUIESCE";
  private static final String QUIET_NO_MORE = "7002 initiator is asked to CONTINUE";
  private static final String DISTRIBUTION = "tempera.distribution";

  @Configuration
  public Option[] node() throws Exception {
    return options(
        NodeOptions.option(NodeOptions.node("two-nodes")),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Test
  public void oneTakesTheOtherFromColdToHotAndBack() throws Exception {
    try (SecondNode second = SecondNode.start(Path.of(context.getProperty(DISTRIBUTION)));
        Heard<Trace> heard = Heard.in(context)) {
      InetSocketAddress address = second.address();
      PeerStateActions actions = Probe.service(context, PeerStateActions.class);

      PeerConnectionHandle peer =
          actions.establishPeerConnection(
              address, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
      assertEquals(PeerStatus.WARM, peer.status());
      assertEquals(DataFlow.DUPLEX, peer.versionData().dataFlow());
      assertEquals(Set.of(7001, 7002), peer.versionData().ownNumbers());
      heard.await(ProtocolTrace.RoundTrip.class, 3);
      heard.awaitText(TIP, 3);

      actions.activatePeerConnection(peer);
      assertEquals(PeerStatus.HOT, peer.status());
      heard.awaitText(ECHO, 3);
      heard.await(ProtocolTrace.RoundTrip.class, 6);
      heard.awaitText(QUIET, 1);
      heard.awaitText(ECHO, 23);

      actions.deactivatePeerConnection(peer);
      assertEquals(PeerStatus.WARM, peer.status());
      heard.awaitText(QUIET_NO_MORE, 1);
      heard.awaitText(TIP, heard.count(TIP) + 3);
      assertTrue("only what was asked before", heard.countBetween(QUIET, TIP, QUIET_NO_MORE) <= 1);

      actions.closePeerConnection(peer);
      for (PeerStatus seen = peer.status(); seen != PeerStatus.COLD; ) {
        seen = peer.awaitStatusOtherThan(seen);
      }
      assertTrue(actions.peers().isEmpty());
      assertEquals(0, second.stop());
    }
  }
}
