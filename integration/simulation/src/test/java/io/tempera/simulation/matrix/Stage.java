package io.tempera.simulation.matrix;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.host.internal.StandaloneHost.Deployment;
import io.tempera.simulation.Edition;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Node;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.NumberedHabits;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.Talk;
import io.tempera.simulation.VirtualWorld;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node in the centre, on which mini-protocols are swapped, and one for each {@link Role} around
 * it. All of them also talk at every temperature.
 */
final class Stage {
  static final NodeSettings SETTINGS =
      NodeSettings.defaults().withOwnNumbers(Numbered.numbers());
  static final Duration TALK_INTERVAL = Duration.ofMillis(500);

  private static final MemorySettings MEMORY =
      MemorySettings.likeSockets().withLatency(Duration.ofMillis(5)).withReads(64, 13);
  private static final Duration INTERVAL = Duration.ofMillis(30);
  private static final int AT_ONCE = 3;
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final VirtualWorld world;
  private final VirtualRuntime runtime;
  private final Kind kind;
  private final Ledger ledger = new Ledger();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<NumberedHabits> habits = new ArrayList<>();
  private final Map<Role, PeerConnectionHandle> peers = new EnumMap<>(Role.class);
  private final Map<Role, PeerConnectionHandle> centres = new EnumMap<>(Role.class);
  private final List<Long> published = new ArrayList<>();

  /** All nodes listen; nothing to be swapped is there yet. */
  Stage(long seed, Kind kind) {
    this.kind = kind;
    world = new VirtualWorld(seed, MEMORY);
    runtime = world.virtualRuntime();
    for (int host = 0; host <= Role.values().length; host++) {
      Recorder recorder = new Recorder(runtime.clock());
      Talk talk = Talk.every(TALK_INTERVAL).telling(recorder::trace);
      nodes.add(new Node(world, host, SETTINGS, recorder, Talk.deployed(talk)));
      recorders.add(recorder);
      habits.add(new NumberedHabits(runtime.newWait(), INTERVAL, AT_ONCE));
      if (host > 0) {
        publish(host, kind.edition(1).deployment(kind.temperature()), kind.edition(1));
      }
    }
    runtime.runUntilIdle();
  }

  VirtualRuntime runtime() {
    return runtime;
  }

  VirtualWorld world() {
    return world;
  }

  Ledger ledger() {
    return ledger;
  }

  Node centre() {
    return nodes.getFirst();
  }

  /** What a node has said; the centre is 0. */
  Recorder recorder(int host) {
    return recorders.get(host);
  }

  /** Deploys one of the kind's versions in the centre. */
  long publish(Edition edition) {
    return publish(edition, 0);
  }

  long publish(Edition edition, int ranking) {
    return publish(edition.deployment(kind.temperature(), ranking), edition);
  }

  long publish(Deployment deployment, Edition edition) {
    long id = publish(0, deployment, edition);
    published.add(id);
    return id;
  }

  /** What was deployed in the centre so far, by its service id. */
  List<Long> published() {
    return published;
  }

  private long publish(int host, Deployment deployment, Edition edition) {
    return nodes.get(host).host().publish(deployment, numbered(host, edition));
  }

  /** The properties of what was deployed in the centre are others. */
  void change(long id, Deployment deployment, Edition edition) {
    centre().host().change(id, deployment, numbered(0, edition));
  }

  private Numbered numbered(int host, Edition edition) {
    return new Numbered(edition, ledger, habits.get(host), runtime.chance());
  }

  /** Withdraws it; time passes until nothing of it runs. */
  void withdraw(long id) throws Exception {
    runtime.run(() -> centre().host().withdraw(id));
  }

  /** Nothing is answered any more, by nobody. */
  void holdBack(boolean ignoringInterrupts) {
    habits.forEach(one -> one.holdBack(ignoringInterrupts));
  }

  void release() {
    habits.forEach(NumberedHabits::release);
    runtime.runUntilIdle();
  }

  /** Whoever asks the centre asks longer questions. */
  void pad(int bytes) {
    habits.subList(1, habits.size()).forEach(one -> one.pad(bytes));
  }

  void pass(Duration time) {
    runtime.advance(time);
  }

  /** Everything is up that is to be up before the swap. */
  void prepare() throws Exception {
    for (Role role : Role.values()) {
      if (role.asked() != PeerStatus.COLD) {
        establish(role);
      }
      if (role.asks()) {
        Node other = nodes.get(role.host());
        centres.put(role, runtime.call(() -> establish(other, centre().address())));
      }
    }
    pass(MOMENT);
    for (Role role : Role.values()) {
      if (role.asked() == PeerStatus.HOT && role != Role.GOES_UP) {
        runtime.run(() -> centre().peers().activatePeerConnection(peers.get(role)));
      }
      if (role.statusOfCentre() == PeerStatus.HOT) {
        Node other = nodes.get(role.host());
        runtime.run(() -> other.peers().activatePeerConnection(centres.get(role)));
      }
    }
    pass(MOMENT);
  }

  private void establish(Role role) throws Exception {
    InetSocketAddress whom = nodes.get(role.host()).address();
    peers.put(role, runtime.call(() -> establish(centre(), whom)));
  }

  private static PeerConnectionHandle establish(Node node, InetSocketAddress whom)
      throws InterruptedException {
    return node.peers()
        .establishPeerConnection(
            whom, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  /** What comes and goes begins to. */
  void stir() {
    runtime.start(
        "comes",
        () ->
            peers.put(
                Role.COMES, establish(centre(), nodes.get(Role.COMES.host()).address())));
    pass(Duration.ofMillis(9));
    runtime.start(
        "goes down", () -> centre().peers().deactivatePeerConnection(peers.get(Role.GOES_DOWN)));
    runtime.start("goes", () -> centre().peers().closePeerConnection(peers.get(Role.GOES)));
    runtime.start("goes up", () -> centre().peers().activatePeerConnection(peers.get(Role.GOES_UP)));
    pass(Duration.ofMillis(2));
  }

  /** The centre's peer, where it has one. */
  Optional<PeerConnectionHandle> peer(Role role) {
    return Optional.ofNullable(peers.get(role));
  }

  /** What the centre is to another node, where it is its peer. */
  Optional<PeerConnectionHandle> centre(Role role) {
    return Optional.ofNullable(centres.get(role));
  }

  /** How the centre calls a connection. */
  ConnectionId id(Role role) {
    return peer(role)
        .map(PeerConnectionHandle::connectionId)
        .orElseGet(() -> reversed(centre(role).orElseThrow().connectionId()));
  }

  private static ConnectionId reversed(ConnectionId id) {
    return new ConnectionId(id.remote(), id.local());
  }

  /** Whether a connection is up, as the centre sees it. */
  boolean isOpen(Role role) {
    return centre().connections().connections().stream()
        .filter(view -> view.connectionId().equals(Optional.of(id(role))))
        .map(ConnectionView::state)
        .anyMatch(state -> state.compareTo(ConnectionState.TERMINATING) < 0);
  }

  /** Every peer is closed, in its protocols' own ways. */
  void bidFarewell() throws Exception {
    for (Role role : Role.values()) {
      if (peers.containsKey(role)) {
        close(centre(), peers.get(role));
      }
      if (centres.containsKey(role)) {
        close(nodes.get(role.host()), centres.get(role));
      }
    }
    pass(Duration.ofSeconds(1));
  }

  private void close(Node node, PeerConnectionHandle peer) throws Exception {
    if (peer.status() != PeerStatus.COLD) {
      runtime.run(() -> node.peers().closePeerConnection(peer));
    }
  }

  /** All nodes stop. */
  void close() throws Exception {
    for (Node node : nodes) {
      runtime.run(node::close);
    }
    pass(Duration.ofMinutes(5));
  }
}
