package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerStateActions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Somebody who knows OSGi's Event Admin, and nothing of Tempera, hears what becomes of peers. */
@RunWith(PaxExam.class)
public class EventsIT {
  private static final String DISTRIBUTION = "tempera.distribution";
  private static final long LIMIT_S = 30;

  private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private ServiceRegistration<EventHandler> handler;

  @Before
  public void inTheContainer() {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(EventConstants.EVENT_TOPIC, "io/tempera/peer/*");
    handler = context.registerService(EventHandler.class, heard::add, properties);
  }

  @After
  public void nobodyListens() {
    handler.unregister();
  }

  @Configuration
  public Option[] node() throws Exception {
    return options(
        NodeOptions.option(NodeOptions.node("events")),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        junitBundles());
  }

  @Test
  public void aHandlerSeesAWholeCycleInOrderAndThenAFailure() throws Exception {
    PeerStateActions actions = Probe.service(context, PeerStateActions.class);
    InetSocketAddress address;
    PeerConnectionHandle peer;
    try (SecondNode second = SecondNode.start(Path.of(context.getProperty(DISTRIBUTION)))) {
      address = second.address();
      peer = establish(actions, address);
      actions.activatePeerConnection(peer);
      actions.deactivatePeerConnection(peer);
      actions.closePeerConnection(peer);
      List<Event> cycle = next(5);
      assertEquals(
          List.of(
              "COLD_TO_WARM", "WARM_TO_HOT", "HOT_TO_WARM", "WARM_TO_COOLING", "COOLING_TO_COLD"),
          cycle.stream().map(EventsIT::name).toList());
      long before = 0;
      for (Event event : cycle) {
        assertEquals(ConnectionId.text(address), event.getProperty("remote.address"));
        assertEquals(peer.connectionId().toString(), event.getProperty("connection.id"));
        long when = (Long) event.getProperty(EventConstants.TIMESTAMP);
        assertTrue(when + " after " + before, when >= before);
        before = when;
      }
      assertEquals(0, second.stop());
    }
    try {
      establish(actions, address);
      throw new AssertionError("connected to nobody");
    } catch (PeerSelectionActionException expected) {
      Event failure = next(1).getFirst();
      assertEquals("FAILED", name(failure));
      assertEquals("COLD", failure.getProperty("from"));
      assertEquals("WARM", failure.getProperty("to"));
      assertEquals(ConnectionId.text(address), failure.getProperty("remote.address"));
    }
  }

  private static PeerConnectionHandle establish(PeerStateActions actions, InetSocketAddress address)
      throws InterruptedException {
    return actions.establishPeerConnection(
        address, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  private List<Event> next(int count) throws InterruptedException {
    List<Event> events = new ArrayList<>();
    while (events.size() < count) {
      Event event = heard.poll(LIMIT_S, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("only " + events + " of " + count + " events");
      }
      events.add(event);
    }
    return events;
  }

  private static String name(Event event) {
    return event.getTopic().substring(event.getTopic().lastIndexOf('/') + 1);
  }
}
