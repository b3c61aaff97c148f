package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace.Closed;
import io.tempera.nodekit.NettyLeaks;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

/** A mini-protocol bundle goes under fifty connections, and nothing takes its place in time. */
@RunWith(PaxExam.class)
public class RemovalIT {
  private static final String DISTRIBUTION = "tempera.distribution";

  /** Each node dials so many, of which some become hot. */
  private static final int HALF = 25;

  private static final int HOT = 12;

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private NettyLeaks leaks;
  private SecondNode node;
  private LiveConnections fifty;

  @Configuration
  public Option[] node() throws Exception {
    return options(
        NodeOptions.option(
            NodeOptions.onEachAddress("removal")
                .set("io.tempera.protocol.host", "withdrawal.grace", "1")),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Before
  public void trafficOnFiftyConnections() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    leaks = NettyLeaks.watch(context);
    node = LiveConnections.otherEnd(Path.of(context.getProperty(DISTRIBUTION)));
    fifty = LiveConnections.open(context, node, HALF, HOT);
  }

  @After
  public void nothingIsLeft() throws Exception {
    node.close();
    if (fifty != null) {
      fifty.close();
    }
    leaks.check();
  }

  @Test
  public void withoutEchoOurPeersAreWarmAndTheirConnectionsOnWhichTheyAskForItEnd()
      throws Exception {
    Bundle echo = Shipped.ECHO.in(context);
    echo.stop();
    fifty.closed().await(Closed.class, HOT);
    fifty.changes().awaitText("hot -> warm", HOT);

    Set<ConnectionId> asked = new TreeSet<>();
    for (Closed closed : fifty.closed().of(Closed.class)) {
      asked.add(closed.connectionId());
      assertTrue(closed.text(), closed.why().contains("7001"));
      assertTrue(closed.text(), closed.why().contains("nothing implements this mini-protocol"));
    }
    assertEquals(fifty.acceptedHot(), asked);
    assertEquals(List.of(), fifty.changes().texts().stream().filter(this::isAnEnd).toList());

    echo.start();
    PeerStateActions actions = Probe.service(context, PeerStateActions.class);
    for (PeerConnectionHandle peer : actions.peers()) {
      actions.activatePeerConnection(peer);
    }
    fifty.assertMessagesGoOnWhereWeAsk(Shipped.ECHO);
    assertEquals("no more than these", HOT, fifty.closed().of(Closed.class).size());
  }

  private boolean isAnEnd(String change) {
    return change.contains("cooling");
  }
}
