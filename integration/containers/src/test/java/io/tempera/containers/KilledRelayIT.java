package io.tempera.containers;

import static org.junit.Assert.assertTrue;

import io.tempera.bearer.ConnectionId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Three nodes of the distribution in a line: A has a chain, a relay follows A, and C follows the
 * relay. The relay is killed in the middle of its catch-up, while C's goes on behind it, again and
 * again: {@code -Dtempera.kills=100} times, at moments that {@code -Dtempera.kills.seed=8} decides.
 */
public class KilledRelayIT {
  private static final System.Logger LOG = System.getLogger(KilledRelayIT.class.getName());
  private static final int KILLS = Integer.getInteger("tempera.kills", 3);
  private static final long SEED = Long.getLong("tempera.kills.seed", 7);
  private static final String LOOPBACK = "127.0.0.1:0";

  /** An address of loopback on which nobody takes the relay's port while it is dead. */
  private static final String ALONE = "127.0.77.1";

  /** A safety net, in seconds. */
  private static final long LIMIT_S = 180;

  /** Some dozens of blocks; what a node says by itself on its way comes once in a thousand. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(10);

  /** With as many bytes each: 16 MB, some seconds of catching up for a node that has just begun. */
  private static final int BLOCKS = 4_000;

  private static final int BLOCK_BYTES = 4_096;
  private static final Pattern TIP = Pattern.compile("(?m)^tip +(block (\\d+) at \\S+)$");

  private static final Pattern CLOSED = Pattern.compile(" closed: ");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Random moments = new Random(SEED);
  private Path followers;
  private SecondNode source;
  private Control atSource;
  private String tip;
  private Path relayBase;

  /** Where the relay listens: each life of it, so that C finds it again. */
  private String relayAddress;

  @Before
  public void aChainAtItsEnd() throws Exception {
    Path distribution = Path.of(System.getProperty("tempera.distribution"));
    Path sources =
        OwnSettings.of(distribution, folder.newFolder("a").toPath())
            .set("io.tempera.chain.sample", "blocks", Integer.toString(BLOCKS))
            .set("io.tempera.chain.sample", "block.bytes", Integer.toString(BLOCK_BYTES))
            .home();
    followers =
        OwnSettings.of(distribution, folder.newFolder("b").toPath())
            .set("io.tempera.static.peers", "retry.delay", "0.2")
            .home();
    source = SecondNode.start(sources, folder.newFolder("source").toPath(), LOOPBACK, "");
    source.address();
    atSource = source.control();
    awaitBlock(source, atSource, BLOCKS - 1);
    Matcher end = TIP.matcher(atSource.ok("tempera:chain"));
    assertTrue(end.find());
    tip = end.group(1);
    relayBase = folder.newFolder("relay").toPath();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ALONE))) {
      relayAddress = ConnectionId.text(free.getLocalSocketAddress());
    }
  }

  @After
  public void nobodyRuns() throws Exception {
    if (source != null) {
      source.close();
    }
  }

  @Test
  public void whoFollowsAndServesTheRelayNoticesAndGoesOnWithItsNextLife() throws Exception {
    int tooLate = 0;
    for (int kills = 0; kills < KILLS; ) {
      if (killed()) {
        kills++;
        LOG.log(Level.INFO, "kill {0} of {1}, and all are at the tip again", kills, KILLS);
      } else {
        tooLate++;
        assertTrue("its catch-up is over too soon", tooLate <= KILLS);
      }
    }
  }

  /** Lives through one kill; whether it came in the middle of a catch-up. */
  private boolean killed() throws Exception {
    int moment = moments.nextInt(BLOCKS * 3 / 4);
    String at = ConnectionId.text(source.address());
    try (SecondNode relay = follower(relayBase, relayAddress, "");
        SecondNode behind = follower(folder.newFolder().toPath(), LOOPBACK, relayAddress)) {
      behind.awaitSaid(Pattern.compile("peer .*warm -> hot"));
      int reached;
      try (Control control = relay.control()) {
        control.ok("tempera:establish " + at);
        control.ok("tempera:activate " + at);
        reached = awaitBlock(relay, control, moment);
        relay.kill();
      }
      source.awaitSaid(CLOSED);
      behind.awaitSaid(Pattern.compile("peer .* -> cold"));
      atSource.okOnceItFits("tempera:peers", "There are no connections");

      try (SecondNode next = follower(relayBase, relayAddress, at)) {
        next.awaitSaid(atTip());
        behind.awaitSaid(atTip());
        next.kill();
        source.awaitSaid(CLOSED);
      }
      return reached < BLOCKS - 1;
    }
  }

  private SecondNode follower(Path base, String listen, String peer) throws IOException {
    return SecondNode.start(followers, base, listen, "-Dtempera.peers=" + peer);
  }

  /** Waits until a node has a block, or a later one; which it has. */
  private static int awaitBlock(SecondNode node, Control control, int number) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    int reached = reached(control);
    while (reached < number) {
      assertTrue("block " + reached, System.nanoTime() < deadline);
      node.runOnFor(BETWEEN_QUESTIONS);
      reached = reached(control);
    }
    return reached;
  }

  private static int reached(Control control) throws IOException {
    Matcher at = TIP.matcher(control.ok("tempera:chain"));
    return at.find() ? Integer.parseInt(at.group(2)) : -1;
  }

  private Pattern atTip() {
    return Pattern.compile("chain: " + Pattern.quote(tip) + ", from");
  }
}
