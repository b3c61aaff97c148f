package io.tempera.containers;

import static org.junit.Assert.assertEquals;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.ChainFeed;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.Verdict;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.ListeningAddress;
import io.tempera.containers.Traffic.Place;
import io.tempera.exam.RunningNode;
import io.tempera.exam.TemperaNode;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;

/**
 * The node around the test, which has a chain, and another one in a framework of its own, which
 * dials it, follows the chain, offers transactions and asks for peers.
 */
final class ChainPair implements AutoCloseable {
  /** Why a peer is asked for so little at once: so that as many requests as can be are open. */
  private static final String ONE_BY_ONE = "1";

  /** As many as may be outstanding. */
  private static final String OUTSTANDING = "100";

  private static final String WINDOW = "20000";
  private static final Pattern TIP = Pattern.compile("(?m)^tip +block (\\d+) at");

  private final BundleContext here;
  private final RunningNode node;
  private final String address;
  private final Path base;
  private final Control control;
  private final Traffic traffic;
  private final End source;
  private final End follower;

  private ChainPair(BundleContext here, RunningNode node, String address, Path base)
      throws Exception {
    this.here = here;
    this.node = node;
    this.address = address;
    this.base = base;
    control = new Control(base);
    traffic = Traffic.in(here);
    source = new End(here, "responder");
    follower = new End(node.context(), "initiator");
  }

  /**
   * The node around the test.
   *
   * @param made a directory of {@link MadeUpFiles}, of which it loads the chain
   */
  static TemperaNode source(String name, Path made) {
    return withChain(NodeOptions.node(name))
        .set("io.tempera.chain.memory", "load", MadeUpItems.chain(made).toString())
        .set("io.tempera.peer.book", "known", "192.0.2.7:3001");
  }

  private static TemperaNode withChain(TemperaNode node) {
    return node.set("io.tempera.node", "peer.sharing", "true")
        .set("io.tempera.chain.memory", "window.blocks", WINDOW)
        .set("io.tempera.chain.memory", "range.blocks", ONE_BY_ONE)
        .set("io.tempera.chain.memory", "peer.blocks", OUTSTANDING)
        .set("io.tempera.tx.submission", "init.delay", "0")
        // Nobody makes blocks but the test.
        .set("io.tempera.chain.sample", "interval", "0")
        .set("io.tempera.peer.book", "ask.interval", "1");
  }

  /** Starts the other node, which dials at once; returns when it is hot. */
  static ChainPair start(BundleContext here) throws Exception {
    String address = ConnectionId.text(Probe.service(here, ListeningAddress.class).address());
    Path base = ShortBase.make("follower");
    RunningNode node =
        withChain(NodeOptions.node(base))
            .set("io.tempera.shell", "socket", Control.socket(base).toString())
            .set("io.tempera.static.peers", "peers", address)
            .start();
    ChainPair pair = new ChainPair(here, node, address, base);
    pair.control.okOnceItFits("tempera:peers", " HOT ");
    return pair;
  }

  /** The node around the test, whose halves answer. */
  End source() {
    return source;
  }

  /** The other one, whose halves ask. */
  End follower() {
    return follower;
  }

  /** Both. */
  List<End> ends() {
    return List.of(follower, source);
  }

  /** Waits until the follower has as many headers and ranges asked for as it may have. */
  void awaitManyOutstanding() throws IOException {
    control.okOnceItFits("tempera:chain", " headers, " + OUTSTANDING + " blocks on their way");
  }

  /** Waits until the follower's half of a mini-protocol, and so either, is in a state. */
  void awaitAt(Shipped protocol, String state) throws IOException {
    control.okOnceItFits(
        "tempera:why " + address,
        "(?m) %d initiator +HOT +Running +CONTINUE +%s\\b".formatted(protocol.number(), state));
  }

  /** Waits until the follower has some more blocks than now. */
  void awaitMoreBlocks() throws IOException {
    long blocks = blocks();
    while (blocks() == blocks) {
      // Each question is a round trip; a catch-up that stands still is closed by its time limits.
      assertEquals("", source.faults().replace("[]", ""));
    }
  }

  /** How far the follower is. */
  private long blocks() throws IOException {
    Matcher tip = TIP.matcher(control.ok("tempera:chain"));
    return tip.find() ? Long.parseLong(tip.group(1)) : -1;
  }

  /** The follower is not at the end of the chain. */
  void assertBehind() throws Exception {
    long behind = Probe.service(here, ChainSource.class).tip().blockNo() - blocks();
    if (behind < 1) {
      throw new AssertionError("The catch-up is over, so nothing was swapped under load");
    }
  }

  /**
   * Puts one more block on the chain, and waits until it has got to the follower.
   *
   * @param blocks of which those that the chain has already are skipped
   */
  void extend(MadeUpItems blocks) throws Exception {
    ChainFeed chain = Probe.service(here, ChainFeed.class);
    while (!chain.extend(blocks.next()).equals(Verdict.ACCEPTED)) {
      // A test before this one has put it there.
    }
    awaitSameTip();
  }

  /** Waits until both chains end at the same block. */
  void awaitSameTip() throws Exception {
    String tip = Probe.service(here, ChainSource.class).tip().toString();
    control.okOnceItFits("tempera:chain", "(?m)^tip +" + Pattern.quote(tip) + "$");
  }

  /** Puts a transaction into the follower's pool, from where it is offered. */
  void offer(Encoded transaction) throws IOException {
    control.ok("tempera:txadd " + HexFormat.of().formatHex(transaction.bytes()));
  }

  /** The follower has every byte of a file of blocks, and maybe more behind. */
  void assertHas(Path chain) throws IOException {
    Path followed = Files.createTempFile("followed", ".cbor");
    try {
      control.ok("tempera:chainsave " + followed);
      long differs = Files.mismatch(chain, followed);
      if (differs >= 0) {
        assertEquals("the chains differ at this byte", Files.size(chain), differs);
      }
    } finally {
      Files.delete(followed);
    }
  }

  /** Waits until the follower has asked once more. */
  void awaitAsked(Shipped protocol) throws InterruptedException {
    ConnectionView only =
        Probe.service(here, ConnectionManager.class).connections().iterator().next();
    traffic.awaitMore(
        Set.of(
            new Place(
                only.connectionId().orElseThrow(),
                new ProtocolKey(protocol.number(), Direction.RESPONDER))),
        1);
  }

  /** No connection was closed on either side, and no half failed. */
  void assertNobodyNoticed() {
    assertEquals("[]", source.faults());
    assertEquals("[]", follower.faults());
  }

  /** Stops the other node, and deletes its files. */
  @Override
  public void close() throws Exception {
    source.close();
    follower.close();
    traffic.close();
    control.close();
    node.close();
    ShortBase.delete(base);
  }
}
