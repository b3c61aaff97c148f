package io.tempera.containers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tempera.protocol.HandOverTrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;

/**
 * The distribution's {@code deploy/}, used as an operator does while there is traffic on fifty
 * connections: dropped beside, overwritten, deleted, and with jars that do not start.
 */
@RunWith(PaxExam.class)
public class DeploySwapIT {
  private static final String NEWER = "0.1.1";
  private static final String NEWEST = "0.1.2";
  private static final String BROKEN = "0.1.3";

  /** Each is a round trip, so that this is some seconds; the folder is looked at twice a second. */
  private static final int MOST_QUESTIONS = 20_000;

  @Rule public final FiftyConnections around = new FiftyConnections();

  private BundleContext context;
  private LiveConnections fifty;

  @Configuration
  public Option[] node() throws Exception {
    return FiftyConnections.around(NodeOptions.onEachAddress("deploy-swap"));
  }

  @Before
  public void trafficOnLiveConnections() {
    context = around.context();
    fifty = around.live();
  }

  @Test
  public void aJarDroppedOverwrittenAndDeletedIsFollowedByEveryConnection() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      jar(protocol).version(NEWER).moveTo(deployed(protocol));
      awaitRuns(protocol, protocol.shown(NEWER));

      jar(protocol).version(NEWEST).moveTo(deployed(protocol));
      awaitRuns(protocol, protocol.shown(NEWEST));

      Files.delete(deployed(protocol));
      awaitRuns(protocol, protocol.shownAsBuilt());
    }
    nobodyNoticed();
  }

  @Test
  public void aJarDroppedBesideThatDoesNotStartChangesNothing() throws Exception {
    List<String> before = rows();
    for (Shipped protocol : Shipped.TALKATIVE) {
      jar(protocol).version(BROKEN).thatDoesNotStart().moveTo(deployed(protocol));
      awaitLogged("WARN.* Error while starting bundle: \\S+" + protocol.file());
    }
    assertEquals(before, rows());
    fifty.assertMessagesGoOn();
    nobodyNoticed();
  }

  /** The one that came with the distribution is still beside it. */
  @Test
  public void aJarOverwrittenByOneThatDoesNotStartGivesBackToTheShippedOne() throws Exception {
    for (Shipped protocol : Shipped.TALKATIVE) {
      jar(protocol).version(NEWER).moveTo(deployed(protocol));
      awaitRuns(protocol, protocol.shown(NEWER));

      jar(protocol).version(BROKEN).thatDoesNotStart().moveTo(deployed(protocol));
      awaitRuns(protocol, protocol.shownAsBuilt());

      jar(protocol).version(NEWER).moveTo(deployed(protocol));
      awaitRuns(protocol, protocol.shown(NEWER));
    }
    nobodyNoticed();
  }

  /** The log cannot be waited for: a question now and then paces the looking. */
  private void awaitLogged(String pattern) throws Exception {
    Pattern wanted = Pattern.compile(pattern);
    for (int asked = 0; !wanted.matcher(around.node().log()).find(); asked++) {
      assertTrue(pattern + " is not in: " + around.node().log(), asked < MOST_QUESTIONS);
      fifty.second().ok("tempera:status");
    }
  }

  /** What is said of the protocols with traffic; others may just be beginning on a connection. */
  private List<String> rows() throws Exception {
    return fifty
        .second()
        .ok("tempera:protocols")
        .lines()
        .filter(
            line -> Shipped.TALKATIVE.stream().map(Shipped::symbolicName).anyMatch(line::contains))
        .toList();
  }

  /** Waits until all of a protocol's halves of the other node run from this bundle. */
  private void awaitRuns(Shipped protocol, String bundle) throws Exception {
    around
        .node()
        .awaitSaid(
            Pattern.compile("mini-protocol " + protocol.number() + " runs " + bundle + " now: "));
    String protocols = fifty.second().ok("tempera:protocols");
    for (String row :
        protocols.lines().filter(line -> line.contains(protocol.symbolicName())).toList()) {
      boolean runs = row.contains(bundle + " ");
      assertTrue(
          protocols, Pattern.compile(runs ? " yes +[1-9]" : " no +0\\b").matcher(row).find());
    }
    fifty.assertMessagesGoOn();
  }

  private void nobodyNoticed() throws Exception {
    assertEquals("hand-overs of this node", List.of(), fifty.handOvers().of(HandOverTrace.class));
    fifty.assertNoneEndedAndNoneCooled();
  }

  private Path deployed(Shipped protocol) {
    return around.node().deployed(protocol.file());
  }

  private ProtocolJar jar(Shipped protocol) throws Exception {
    return ProtocolJar.of(protocol.in(context));
  }
}
