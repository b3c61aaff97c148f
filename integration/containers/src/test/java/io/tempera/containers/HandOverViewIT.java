package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.tempera.bearer.ConnectionId;
import io.tempera.exam.TemperaNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * What an operator and a bundle that knows nothing of Tempera are told, when the implementation of
 * a mini-protocol is replaced, goes, and comes back under a hot peer.
 */
@RunWith(PaxExam.class)
public class HandOverViewIT {
  private static final String DISTRIBUTION = "tempera.distribution";
  private static final String BASE = "tempera.test.base";
  private static final String ECHO = "io.tempera.echo";
  private static final String NEW = "9.0.0";
  private static final long LIMIT_S = 60;

  @Rule public final Timeout limit = Timeout.seconds(3 * LIMIT_S);

  private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

  /** Heard, and not asked for yet. */
  private final List<Event> aside = new ArrayList<>();

  /** Of the probe bundle; there is none outside the container, where only the options are made. */
  private BundleContext context;

  private ServiceRegistration<EventHandler> handler;
  private SecondNode second;
  private Control control;
  private Control watching;
  private String address;
  private Bundle echo;

  @Configuration
  public Option[] node() throws Exception {
    Path base = ShortBase.untilTheEnd("hand-over");
    TemperaNode node =
        NodeOptions.node(base)
            .set("io.tempera.shell", "socket", Control.socket(base).toString())
            .set("io.tempera.protocol.host", "hand.over.timeout", "1")
            .set("io.tempera.protocol.host", "withdrawal.grace", Long.toString(2 * LIMIT_S));
    return options(
        NodeOptions.option(node),
        frameworkProperty(DISTRIBUTION).value(System.getProperty(DISTRIBUTION)),
        frameworkProperty(BASE).value(base.toString()),
        junitBundles());
  }

  @Before
  public void aHotPeerWhoseEchoIsWatched() throws Exception {
    context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    echo = Shipped.ECHO.in(context);
    Path base = Path.of(context.getProperty(BASE));
    control = new Control(base);
    watching = new Control(base);
    second = SecondNode.start(Path.of(context.getProperty(DISTRIBUTION)));
    address = ConnectionId.text(second.address());
    control.ok("tempera:establish " + address);
    control.ok("tempera:activate " + address);
    why("(?m)^echo 7001 initiator +HOT +Running ");
    Hashtable<String, Object> topics = new Hashtable<>();
    topics.put(
        EventConstants.EVENT_TOPIC,
        new String[] {"io/tempera/protocol/*", "io/tempera/handover/*"});
    handler = context.registerService(EventHandler.class, heard::add, topics);
    watching.say("tempera:handover 7001\n");
    watching.until(line -> line.endsWith(" input"));
  }

  @After
  public void nobodyIsThere() throws Exception {
    handler.unregister();
    watching.close();
    control.close();
    second.close();
  }

  @Test
  public void aNewVersionBesideTheOldOneAndTheWayBackAreShown() throws Exception {
    Bundle raised = context.installBundle(NEW, ProtocolJar.of(echo).version(NEW).open());
    raised.start();
    try {
      expectWatched(
          "7001  published by io\\.tempera\\.echo 9\\.0\\.0, HOT, and chosen",
          "7001  \\S+ initiator of io\\.tempera\\.echo 0\\.\\S+ is to be handed over to io\\.tempera\\.echo 9\\.0\\.0",
          "7001  \\S+ initiator carries on at Idle with io\\.tempera\\.echo 9\\.0\\.0 \\(was io\\.tempera\\.echo 0\\.\\S+\\), after .+",
          "7001  complete, io\\.tempera\\.echo 9\\.0\\.0 runs: 1 handed over, 0 started again, 0 failed, in .+");
      expectEvent("protocol/PUBLISHED", "bundle", ECHO + " " + NEW);
      expectEvent("handover/HANDED_OVER", "bundle", ECHO + " " + NEW);
      expectEvent("protocol/HAND_OVER_COMPLETE", "handed.over", 1L);
      String protocols = control.ok("tempera:protocols");
      expect(protocols, "(?m)^ +7001 +HOT .* io\\.tempera\\.echo 9\\.0\\.0 +0 +yes +1$");
      expect(protocols, "(?m)^ +7001 +HOT .* io\\.tempera\\.echo 0\\.\\S+ +0 +no +0$");
      assertTrue(protocols, protocols.lines().allMatch(line -> line.length() <= 120));
    } finally {
      raised.uninstall();
    }
    expectWatched(
        "7001  withdrawn by io\\.tempera\\.echo 9\\.0\\.0",
        "7001  chosen from now on: io\\.tempera\\.echo 0\\.\\S+",
        "7001  \\S+ initiator of .+",
        "7001  \\S+ initiator carries on at Idle with io\\.tempera\\.echo 0\\.\\S+ .+",
        "7001  complete, io\\.tempera\\.echo 0\\.\\S+ runs: 1 handed over, .+");
    expectEvent("protocol/WITHDRAWN", "bundle", ECHO + " " + NEW);
    expectEvent("protocol/CHOSEN", "chosen", true);
    expectEvent("handover/HANDED_OVER", "former.bundle", ECHO + " " + NEW);
    expectEvent("protocol/HAND_OVER_COMPLETE", "handed.over", 1L);
    why(
        "(?s)hand-over: 7001 initiator carries on at Idle with io\\.tempera\\.echo 9.*"
            + "hand-over: 7001 initiator carries on at Idle with io\\.tempera\\.echo 0");
  }

  @Test
  public void aNumberThatNothingImplementsSaysWhatToDoUntilItsHalvesCarryOn() throws Exception {
    echo.stop();
    try {
      expectWatched(
          "7001  withdrawn by .+",
          "7001  \\S+ initiator of io\\.tempera\\.echo \\S+ is to be handed over");
      // The half says the one and the withdrawal the other, each on a thread of its own.
      String both = watched() + "\n" + watched();
      expect(both, "(?m)  7001  \\S+ initiator is parked at Idle for .+: nothing implements it$");
      expect(both, "(?m)  7001  nothing implements it any more; waiting halves: 1, which .+$");
      expectEvent("protocol/WITHDRAWN", "number", 7_001);
      expectEvent("handover/PARKED", "number", 7_001);
      expectEvent("protocol/UNIMPLEMENTED", "number", 7_001);
      String sentence =
          "(?m)^Nothing can carry on with parked halves of mini-protocol 7001: .+ Deploy a bundle"
              + " that can within ";
      String protocols = control.ok("tempera:protocols");
      expect(protocols, "(?m)^ +7001  - .* no bundle +- +- +-$");
      expect(protocols, sentence);
      expect(control.ok("tempera:status"), sentence);
      why("(?m)^7001 initiator +Parked at Idle +no half runs, as nothing can carry on: deploy a ");
      expect(
          control.ok("tempera:peer " + address),
          "(?m)^7001 initiator is Parked at Idle: no half runs, as nothing can carry on: deploy a ");
    } finally {
      echo.start();
    }
    expectWatched(
        "7001  published by .+, and chosen",
        "7001  \\S+ initiator carries on at Idle with .+",
        "7001  complete, .+ runs: 1 handed over, 0 started again, 0 failed, in .+");
    expectEvent("protocol/PUBLISHED", "chosen", true);
    expectEvent("handover/HANDED_OVER", "point", "Idle");
    expectEvent("protocol/HAND_OVER_COMPLETE", "failed", 0L);
    why("(?m)^ours +HOT ");
  }

  @Test
  public void aHalfThatComesToNoPointInTimeIsTheReasonOfItsConnectionsEnd() throws Exception {
    second.hold();
    why(
        "(?m)^echo 7001 initiator +HOT +Running +CONTINUE +Busy, they have agency, for \\d\\.\\d s");
    echo.stop();
    echo.start();
    expectWatched(
        "7001  withdrawn by .+",
        "7001  \\S+ initiator of .+ is to be handed over",
        "7001  nothing implements it any more; waiting halves: 1, which .+",
        "7001  \\S+ initiator could not be handed over in Busy, and .+ is going: its connection is closed");
    expectEvent("protocol/WITHDRAWN", "number", 7_001);
    expectEvent("protocol/UNIMPLEMENTED", "number", 7_001);
    expectEvent("handover/FAILED", "state", "Busy");
    expect(
        why("(?s)7001 initiator could not be handed over in Busy.+connection: closed: "),
        "is not open any more: mini-protocol 7001 initiator failed: its bundle io\\.tempera\\.echo ");
  }

  /** What is asked of the peer, as soon as it fits. */
  private String why(String pattern) throws Exception {
    return control.okOnceItFits("tempera:why " + address, pattern);
  }

  private String watched() throws Exception {
    return watching.until(any -> true).getFirst();
  }

  /** These come next, in this order. */
  private void expectWatched(String... patterns) throws Exception {
    for (String pattern : patterns) {
      expect(watched(), "^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  " + pattern + "$");
    }
  }

  /**
   * The next one of a topic. Event Admin keeps the order of what one thread posts; what several
   * threads post may come in any.
   */
  private Event event(String topic) throws Exception {
    for (Event early : List.copyOf(aside)) {
      if (early.getTopic().equals(topic)) {
        aside.remove(early);
        return early;
      }
    }
    while (true) {
      Event next = Optional.ofNullable(heard.poll(LIMIT_S, TimeUnit.SECONDS)).orElseThrow();
      if (next.getTopic().equals(topic)) {
        return next;
      }
      aside.add(next);
    }
  }

  /** This comes, with such a property, and with what every event has. */
  private void expectEvent(String name, String property, Object value) throws Exception {
    Event event = event("io/tempera/" + name);
    assertEquals(event.toString(), value, event.getProperty(property));
    assertEquals(7_001, event.getProperty("number"));
    assertTrue(
        event.toString(),
        Arrays.stream(event.getPropertyNames())
            .map(event::getProperty)
            .allMatch(of -> of.getClass().getPackageName().equals("java.lang")));
  }

  private static void expect(String said, String pattern) {
    assertTrue(pattern + " is not in:\n" + said, Pattern.compile(pattern).matcher(said).find());
  }
}
