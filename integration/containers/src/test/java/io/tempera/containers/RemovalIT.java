package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace.Closed;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A mini-protocol bundle goes under fifty connections, and nothing takes its place in time. */
@RunWith(PaxExam.class)
public class RemovalIT {
  @Rule public final FiftyConnections around = new FiftyConnections();

  private BundleContext context;
  private LiveConnections fifty;

  @Configuration
  public Option[] node() throws Exception {
    return FiftyConnections.around(
        NodeOptions.onEachAddress("removal")
            .set("io.tempera.protocol.host", "withdrawal.grace", "1"));
  }

  @Before
  public void trafficOnLiveConnections() {
    context = around.context();
    fifty = around.live();
  }

  @Test
  public void withoutEchoOurPeersAreWarmAndTheirConnectionsOnWhichTheyAskForItEnd()
      throws Exception {
    Bundle echo = Shipped.ECHO.in(context);
    echo.stop();
    fifty.closed().await(Closed.class, FiftyConnections.HOT);
    fifty.changes().awaitText("hot -> warm", FiftyConnections.HOT);

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
    assertEquals(
        "no more than these", FiftyConnections.HOT, fifty.closed().of(Closed.class).size());
  }

  private boolean isAnEnd(String change) {
    return change.contains("cooling");
  }
}
