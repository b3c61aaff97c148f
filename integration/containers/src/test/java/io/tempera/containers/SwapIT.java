package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Mini-protocol bundles are swapped under fifty connections, and none of them is the worse. */
@RunWith(PaxExam.class)
public class SwapIT {
  private static final String NEWER = "0.1.1";
  private static final String BROKEN = "0.1.2";

  @Rule public final FiftyConnections around = new FiftyConnections();

  private BundleContext context;
  private LiveConnections fifty;

  @Configuration
  public Option[] node() throws Exception {
    return FiftyConnections.around(NodeOptions.onEachAddress("swap"));
  }

  @Before
  public void trafficOnLiveConnections() {
    context = around.context();
    fifty = around.live();
  }

  @Test
  public void aNewerOneBesideTakesOverAndWithoutItTheOlderOneRunsAgain() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      Bundle newer = install(jar(protocol).version(NEWER));
      newer.start();
      fifty.handOvers().awaitText(completed(protocol, protocol.shown(NEWER)), 1);
      fifty.awaitRunsEverywhere(protocol, protocol.shown(NEWER));
      fifty.assertMessagesGoOn();

      newer.uninstall();
      fifty.assertRunsNowhere(protocol, protocol.shown(NEWER));
      fifty.awaitRunsEverywhere(protocol, protocol.shownAsBuilt());
      fifty.assertMessagesGoOn();
    }
    fifty.assertNoneEndedAndNoneCooled();
  }

  @Test
  public void whatTheNewerOneSaysIsSaidByItsOwnCode() throws Exception {
    String old = "echo \1 after ";
    String says = "ECHO \1 after ";
    try (Heard<ProtocolTrace.Note> notes = Heard.in(context, ProtocolTrace.Note.class)) {
      notes.awaitText("7001 initiator: echo ", 1);
      Bundle newer = install(jar(Shipped.ECHO).version(NEWER).thatSays(says, old));
      newer.start();
      notes.awaitText("7001 initiator: ECHO ", FiftyConnections.HOT);
      newer.stop();
      long said = notes.count("7001 initiator: ECHO ");
      notes.awaitText("7001 initiator: echo ", notes.count("7001 initiator: echo ") + 1);
      fifty.assertMessagesGoOn();
      assertEquals("no code runs once it is stopped", said, notes.count("initiator: ECHO "));
      newer.uninstall();
    }
    fifty.assertNoneEndedAndNoneCooled();
  }

  @Test
  public void anUpdateInPlaceIsAHandOverWithAPauseBetween() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      Bundle bundle = protocol.in(context);
      bundle.update(jar(protocol).version(NEWER).open());
      fifty.awaitRunsEverywhere(protocol, protocol.shown(NEWER));
      fifty.assertMessagesGoOn();

      bundle.update(jar(protocol).open());
      fifty.awaitRunsEverywhere(protocol, protocol.shownAsBuilt());
      fifty.assertMessagesGoOn();
    }
    assertEquals(List.of(), fifty.handOvers().of(HandOverTrace.GraceOver.class));
    fifty.assertNoneEndedAndNoneCooled();
  }

  @Test
  public void aNewerOneBesideThatFailsToStartChangesNothing() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      ProtocolJar newer = jar(protocol).version(BROKEN);
      for (ProtocolJar broken : List.of(newer.thatDoesNotResolve(), newer.thatDoesNotStart())) {
        Bundle bundle = install(broken);
        assertThrows(BundleException.class, bundle::start);
        bundle.uninstall();
      }
      fifty.awaitRunsEverywhere(protocol, protocol.shownAsBuilt());
    }
    fifty.assertMessagesGoOn();
    assertEquals(List.of(), fifty.handOvers().texts());
    fifty.assertNoneEndedAndNoneCooled();
  }

  @Test
  public void anUpdateThatFailsToStartIsSaidAndWhoPutsTheOldOneBackLosesNothing() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      Bundle bundle = protocol.in(context);
      int parked = 0;
      ProtocolJar newer = jar(protocol).version(BROKEN);
      for (ProtocolJar broken : List.of(newer.thatDoesNotResolve(), newer.thatDoesNotStart())) {
        assertThrows(BundleException.class, () -> bundle.update(broken.open()));
        parked += fifty.places(protocol).size();
        assertTrue(fifty.handOvers().texts().toString(), parked(protocol) >= parked);

        bundle.update(jar(protocol).open());
        bundle.start();
        fifty.awaitRunsEverywhere(protocol, protocol.shownAsBuilt());
        fifty.assertMessagesGoOn();
      }
      assertEquals(2, unimplemented().get(protocol.number()).intValue());
    }
    assertEquals(List.of(), fifty.handOvers().of(HandOverTrace.GraceOver.class));
    fifty.assertNoneEndedAndNoneCooled();
  }

  private ProtocolJar jar(Shipped protocol) throws Exception {
    return ProtocolJar.of(protocol.in(context));
  }

  private Bundle install(ProtocolJar jar) throws Exception {
    return context.installBundle("beside", jar.open());
  }

  private static String completed(Shipped protocol, String bundle) {
    return "mini-protocol " + protocol.number() + " runs " + bundle + " now: ";
  }

  private long parked(Shipped protocol) {
    return fifty.handOvers().of(HandOverTrace.Parked.class).stream()
        .filter(trace -> trace.key().number() == protocol.number())
        .count();
  }

  private Map<Integer, Integer> unimplemented() {
    Map<Integer, Integer> counts = new TreeMap<>();
    fifty
        .handOvers()
        .of(HandOverTrace.Unimplemented.class)
        .forEach(trace -> counts.merge(trace.number(), 1, Integer::sum));
    return counts;
  }
}
