package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.ChainFeed;
import io.tempera.chain.Point;
import io.tempera.chain.Verdict;
import io.tempera.connection.ConnectionManager;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.NodeTime;
import io.tempera.nodekit.Wire;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.util.Hashtable;
import java.util.List;

/** One node with bystanders, on which peers misbehave one after the other. */
final class Stage implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1:";

  private final FelixNode node;
  private final Ends ends = new Ends();
  private final Bystanders bystanders;
  private int others;

  /** A node as it is set up when nothing is set, but for its times, its network and echo. */
  Stage() throws Exception {
    this("512");
  }

  /** A node with another limit of inbound connections. */
  Stage(String inboundHardLimit) throws Exception {
    this(quick(inboundHardLimit));
  }

  /** A node that shares peers with whom that is agreed, and asks for transactions at once. */
  static Stage withPeerSharing() throws Exception {
    return new Stage(
        quick("512")
            .set("io.tempera.node", "peer.sharing", "true")
            .set("io.tempera.tx.submission", "init.delay", "0"));
  }

  private static FelixNode.Settings quick(String inboundHardLimit) {
    return settings()
        .set("io.tempera.connection.manager", "inbound.hard.limit", inboundHardLimit)
        .set("io.tempera.listener", "inbound.soft.limit", inboundHardLimit)
        .set("io.tempera.listener", "accept.delay", "0")
        .set("io.tempera.keep.alive", "interval", "0.01")
        .set("io.tempera.echo", "interval", "0.01")
        .set("io.tempera.mux", "eof.grace", "0.01")
        // A slow machine opens many connections for longer than the usual 30 s.
        .set("io.tempera.mux", "sdu.timeout", "300");
  }

  /** A node whose time stands still until it is moved, and whose times are the ones of old. */
  static Stage withHeldTime() throws Exception {
    return new Stage(settings().heldTime());
  }

  private static FelixNode.Settings settings() {
    return new FelixNode.Settings()
        .set("io.tempera.node", "own.protocols", "7001")
        .set("io.tempera.connection.manager", "time.wait.timeout", "0")
        .set("io.tempera.connection.manager", "outbound.idle.timeout", "0")
        // All of them come from one address.
        .set("io.tempera.listener", "address.connection.limit", "0")
        .set("io.tempera.listener", "address.attempts.per.second", "0");
  }

  private Stage(FelixNode.Settings settings) throws Exception {
    node = FelixNode.start(settings);
    node.context().registerService(TraceListener.class, ends, new Hashtable<>());
    bystanders = new Bystanders(node.address());
  }

  /** Plays a fault, and checks what the node made of it. */
  void play(Fault fault) throws Exception {
    try (Wire wire = connect()) {
      String address = LOOPBACK + wire.localPort();
      for (Step step : fault.steps()) {
        step.play(wire);
        if (step instanceof Round) {
          ends.awaitUsed(address);
        }
      }
      switch (fault.outcome()) {
        case Fault.Outcome.Tolerated t -> {
          wire.send(Talk.keepAliveRequest(0x1234));
          assertThat(wire.receive()).isEqualTo(Talk.keepAliveResponse(0x1234));
          wire.close();
          ends.awaitForgotten(address);
        }
        case Fault.Outcome.EndsInOrder e -> {
          assertThat(wire.awaitReset()).as("bytes before the end").isZero();
          assertThat(ends.awaitForgotten(address)).isEmpty();
        }
        case Fault.Outcome.OwnEnd o ->
            assertThat(ends.awaitForgotten(address))
                .singleElement()
                .satisfies(end -> assertThat(end.text()).contains(address));
        case Fault.Outcome.Ends expected -> {
          assertThat(wire.awaitReset()).as("bytes before the end").isZero();
          check(expected, address, ends.awaitForgotten(address));
        }
      }
    }
    checkOthers();
  }

  /**
   * Lets the node dial a peer, which plays a fault, and checks what the node made of it.
   *
   * @param hot whether the node is to make it hot
   */
  void playDialled(Fault fault, boolean hot) throws Exception {
    Fault.Outcome.Ends expected = (Fault.Outcome.Ends) fault.outcome();
    try (Listener listener = Listener.dialled(node, hot);
        Wire wire = listener.accept()) {
      Bystanders.play(wire, fault.steps().toArray(Step[]::new));
      wire.awaitReset();
      listener.awaitCold();
      List<Trace> said = ends.awaitForgotten(listener.address());
      // Whoever asked for a peer that goes at once is told that it did not become warm, too.
      said.removeIf(Stage::saysThatItWentAtOnce);
      check(expected, listener.address(), said);
    }
    checkOthers();
  }

  private static boolean saysThatItWentAtOnce(Trace trace) {
    return trace instanceof PeerStatusChangeFailure failure
        && failure.reason() instanceof FailureType.MuxStoppedFailure;
  }

  /** A bystander of which the node is the initiator. */
  GoodPeer goodPeer() throws Exception {
    others++;
    return new GoodPeer(node);
  }

  /** Its chain is empty again. */
  void forgetChain() throws InterruptedException {
    assertThat(node.service(ChainFeed.class).rollBack(Point.ORIGIN)).isEqualTo(Verdict.ACCEPTED);
  }

  /** A connection that the node has accepted. */
  Wire connect() throws Exception {
    ends.forgetAccepted();
    Wire wire = connectLate();
    ends.awaitAccepted();
    return wire;
  }

  /** A connection that the node may not have accepted yet. */
  Wire connectLate() throws Exception {
    return Wire.connect(node.address());
  }

  Bystanders bystanders() {
    return bystanders;
  }

  /** How many connections the node has. */
  int connections() throws InterruptedException {
    return node.service(ConnectionManager.class).connections().size();
  }

  /** The node's time, if it is held. */
  NodeTime time() {
    return node.time();
  }

  /** Whether no connection has ended since. */
  boolean isQuiet() {
    return ends.isQuiet();
  }

  /** Waits until the node has forgotten a connection, with one trace that says why. */
  void awaitEnd(Wire wire, Level level, List<String> words) throws InterruptedException {
    String address = LOOPBACK + wire.localPort();
    check(new Fault.Outcome.Ends(level, words), address, ends.awaitForgotten(address));
  }

  Held held() throws ReflectiveOperationException {
    return Held.by(node);
  }

  /** Waits until the node has forgotten these, with one trace for each that says why. */
  void awaitEnds(List<Wire> wires, List<String> words) throws Exception {
    List<String> addresses = wires.stream().map(wire -> LOOPBACK + wire.localPort()).toList();
    List<Trace> said = ends.awaitForgotten(addresses);
    for (String address : addresses) {
      assertThat(said)
          .filteredOn(trace -> trace.text().contains(address + " "))
          .singleElement()
          .satisfies(trace -> words.forEach(word -> assertThat(trace.text()).contains(word)));
    }
  }

  /** Everybody else has a round trip, and is all that is left. */
  void checkOthers() throws Exception {
    bystanders.round();
    assertThat(ends.isQuiet()).as("no other connection has ended").isTrue();
    assertThat(connections()).isEqualTo(bystanders.count() + others);
  }

  private static void check(Fault.Outcome.Ends expected, String address, List<Trace> said) {
    assertThat(said).hasSize(1);
    Trace end = said.getFirst();
    assertThat(end.level()).as(end.text()).isEqualTo(expected.level());
    assertThat(end.text()).contains(address).contains(expected.words());
  }

  @Override
  public void close() throws Exception {
    bystanders.close();
    node.close();
  }
}
