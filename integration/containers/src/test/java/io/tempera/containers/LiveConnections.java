package io.tempera.containers;

import static org.junit.Assert.assertEquals;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionTrace.Closed;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.Provenance;
import io.tempera.containers.Traffic.Place;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.SlotView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * Connections between the node around the test and a second one, with traffic on all. Each node has
 * dialled one half of them, to as many addresses of the other, and asks there; of either half some
 * are hot, so that echo runs on them, and the others warm, so that tip-sample does.
 */
final class LiveConnections implements AutoCloseable {
  /** Messages at each place that show that it goes on: one may have been under way before. */
  private static final int MORE = 3;

  private static final String FAST =
      "-Dtempera.keep.alive.interval=0.05 -Dtempera.echo.interval=0.05"
          + " -Dtempera.tip.sample.interval=0.05";

  private final BundleContext context;
  private final int half;
  private final int hot;
  private final SecondNode node;
  private final Control second;
  private final InetSocketAddress here;
  private final InetSocketAddress there;
  private final Traffic traffic;
  private final Heard<Closed> closed;
  private final Heard<PeerSelectionActionsTrace> changes;
  private final Heard<HandOverTrace> handOvers;
  private final Map<String, Long> temperatures;

  private LiveConnections(BundleContext context, SecondNode node, int half, int hot)
      throws Exception {
    this.context = context;
    this.half = half;
    this.hot = hot;
    this.node = node;
    here = (InetSocketAddress) Probe.service(context, ListeningAddress.class).address();
    there = node.address();
    second = node.control();
    traffic = Traffic.in(context);
    dialFromHere();
    dialFromThere();
    closed = Heard.in(context, Closed.class);
    changes = Heard.in(context, PeerSelectionActionsTrace.class);
    handOvers = Heard.in(context, HandOverTrace.class);
    temperatures = temperatures();
  }

  /** Begins to start the node at the other end. */
  static SecondNode otherEnd(Path distribution) throws IOException {
    return SecondNode.start(distribution, NodeOptions.EACH_ADDRESS, FAST);
  }

  /**
   * Opens them; returns when messages go everywhere.
   *
   * @param half how many each node dials
   * @param hot how many of those become hot
   */
  static LiveConnections open(BundleContext context, SecondNode node, int half, int hot)
      throws Exception {
    LiveConnections live = new LiveConnections(context, node, half, hot);
    live.assertMessagesGoOn();
    return live;
  }

  private void dialFromHere() throws Exception {
    PeerStateActions actions = Probe.service(context, PeerStateActions.class);
    for (int i = 0; i < half; i++) {
      PeerConnectionHandle peer =
          actions.establishPeerConnection(
              dialled(i).remote(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
      if (i < hot) {
        actions.activatePeerConnection(peer);
      }
    }
  }

  private void dialFromThere() throws Exception {
    for (int i = 0; i < half; i++) {
      String address = ConnectionId.text(accepted(i).local());
      second.ok("tempera:establish " + address);
      if (i < hot) {
        second.ok("tempera:activate " + address);
      }
    }
  }

  /** Of those that this node has dialled. */
  private ConnectionId dialled(int i) {
    return new ConnectionId(
        new InetSocketAddress("127.0.0.1", here.getPort()),
        new InetSocketAddress("127.0.0." + (1 + i), there.getPort()));
  }

  /** Of those that the other node has dialled. */
  private ConnectionId accepted(int i) {
    return new ConnectionId(
        new InetSocketAddress("127.0.1." + (1 + i), here.getPort()),
        new InetSocketAddress("127.0.0.1", there.getPort()));
  }

  /** The halves of this node that talk all the time. */
  Set<Place> places(Shipped protocol) {
    return switch (protocol) {
      case KEEP_ALIVE -> places(protocol, 0, half);
      case ECHO -> places(protocol, 0, hot);
      case TIP_SAMPLE -> places(protocol, hot, half);
      case CHAIN_SYNC, BLOCK_FETCH, TX_SUBMISSION, PEER_SHARING ->
          throw new IllegalArgumentException(protocol + " does not talk all the time");
    };
  }

  private Set<Place> places(Shipped protocol, int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .flatMap(
            i ->
                Stream.of(
                    new Place(dialled(i), new ProtocolKey(protocol.number(), Direction.INITIATOR)),
                    new Place(
                        accepted(i), new ProtocolKey(protocol.number(), Direction.RESPONDER))))
        .collect(Collectors.toSet());
  }

  /** The hot ones among those that the other node has dialled. */
  Set<ConnectionId> acceptedHot() {
    return IntStream.range(0, hot)
        .mapToObj(this::accepted)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until a message or two of one protocol have gone at each of its places. */
  void assertMessagesGoOn(Shipped protocol) throws InterruptedException {
    traffic.awaitMore(places(protocol), 1);
  }

  /** The same of those connections that this node has dialled, alone. */
  void assertMessagesGoOnWhereWeAsk(Shipped protocol) throws InterruptedException {
    traffic.awaitMore(
        places(protocol).stream()
            .filter(place -> place.key().direction() == Direction.INITIATOR)
            .collect(Collectors.toSet()),
        MORE);
  }

  /** Waits until messages have gone to and fro at each place. */
  void assertMessagesGoOn() throws InterruptedException {
    traffic.awaitMore(
        Shipped.TALKATIVE.stream()
            .flatMap(protocol -> places(protocol).stream())
            .collect(Collectors.toSet()),
        MORE);
  }

  /** Waits until all of one protocol's halves that talk run from this bundle. */
  void awaitRunsEverywhere(Shipped protocol, String bundle) throws InterruptedException {
    Map<Place, String> expected = new TreeMap<>();
    places(protocol).forEach(place -> expected.put(place, "Running " + bundle));
    boolean mayChange = true;
    while (mayChange && !expected.equals(runs(protocol))) {
      mayChange = handOvers.awaitAnother();
    }
    assertEquals(expected, runs(protocol));
  }

  /** None of one protocol's halves runs from this bundle, at this moment. */
  void assertRunsNowhere(Shipped protocol, String bundle) throws InterruptedException {
    Map<Place, String> runs = runs(protocol);
    runs.values().removeIf(run -> !run.endsWith(bundle));
    assertEquals(Map.of(), runs);
  }

  /** What the halves that talk do, and from which bundles. */
  private Map<Place, String> runs(Shipped protocol) throws InterruptedException {
    Set<Place> places = places(protocol);
    Map<Place, String> runs = new TreeMap<>();
    for (ConnectionView view : Probe.service(context, ConnectionManager.class).connections()) {
      List<SlotView> slots = view.handle().map(handle -> handle.slots().views()).orElse(List.of());
      for (SlotView slot : slots) {
        Place place = new Place(view.connectionId().orElseThrow(), slot.key());
        if (places.contains(place)) {
          runs.put(place, slot.state() + " " + slot.bundle());
        }
      }
    }
    return runs;
  }

  /** Nothing was closed since they are open, and each side's peers are as warm as they were. */
  void assertNoneEndedAndNoneCooled() throws Exception {
    assertEquals(List.of(), closed.texts());
    assertEquals(List.of(), changes.texts());
    assertEquals(temperatures, temperatures());
  }

  /** Why connections were closed since they are open. */
  Heard<Closed> closed() {
    return closed;
  }

  /** How peers of this node changed since they are open. */
  Heard<PeerSelectionActionsTrace> changes() {
    return changes;
  }

  /** The hand-overs since they are open. */
  Heard<HandOverTrace> handOvers() {
    return handOvers;
  }

  /** The shell of the second node. */
  Control second() {
    return second;
  }

  /**
   * How many connections the second node has of each kind: who dialled, how warm to whom. Where
   * nobody asks a responder, it is cold to the remote side already, or will be soon, from idle or
   * from not being counted yet.
   */
  private Map<String, Long> temperatures() throws Exception {
    Set<String> columns = new TreeSet<>(Set.of("DIR", "OURS", "THEIRS"));
    List<List<String>> rows =
        second.ok("tempera:peers").lines().map(line -> List.of(line.strip().split(" +"))).toList();
    List<String> titles = rows.getFirst();
    return rows.stream()
        .skip(1)
        .map(
            row ->
                columns.stream()
                    .map(title -> row.get(titles.indexOf(title)).replaceFirst("^(IDLE|-)$", "COLD"))
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
  }

  /** Kills the second node, and waits until nothing is left of the connections. */
  @Override
  public void close() throws Exception {
    Set<ConnectionId> ours =
        IntStream.range(0, half).mapToObj(this::dialled).collect(Collectors.toSet());
    List<PeerConnectionHandle> peers =
        Probe.service(context, PeerStateActions.class).peers().stream()
            .filter(peer -> ours.contains(peer.connectionId()))
            .toList();
    second.close();
    node.close();
    closed.await(Closed.class, 2 * half);
    for (PeerConnectionHandle peer : peers) {
      for (PeerStatus seen = peer.status(); seen != PeerStatus.COLD; ) {
        seen = peer.awaitStatusOtherThan(seen);
      }
    }
    closed.close();
    changes.close();
    handOvers.close();
    traffic.close();
  }
}
