package io.tempera.simulation.matrix;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.host.internal.StandaloneHost.Deployment;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.Edition;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Node;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.NumberedHabits;
import io.tempera.simulation.Recorder;
import io.tempera.simulation.Talk;
import io.tempera.simulation.VirtualWorld;
import io.tempera.simulation.script.PeerCalls;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node in the centre, on which mini-protocols are swapped, and one for each {@link Role} around
 * it. All of them also talk at every temperature.
 */
final class Stage {
  static final NodeSettings SETTINGS =
      NodeSettings.defaults()
          .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1))
          .withOwnNumbers(Numbered.numbers());
  static final Duration TALK_INTERVAL = Duration.ofMillis(500);

  private static final MemorySettings MEMORY =
      MemorySettings.likeSockets().withLatency(Duration.ofMillis(5)).withReads(64, 29);
  private static final Duration INTERVAL = Duration.ofMillis(70);
  private static final int AT_ONCE = 3;
  private static final int CENTRE = 0;
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final VirtualWorld world;
  private final VirtualRuntime runtime;
  private final Kind kind;
  private final Ledger ledger = new Ledger();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<PeerCalls> calls = new ArrayList<>();
  private final List<NumberedHabits> habits = new ArrayList<>();
  private final Map<Role, PeerConnectionHandle> peers = new EnumMap<>(Role.class);
  private final Map<Role, PeerConnectionHandle> centres = new EnumMap<>(Role.class);
  private final Set<Role> refused = EnumSet.noneOf(Role.class);
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
      calls.add(new PeerCalls(nodes.getLast().peers(), recorder::trace, tally -> {}));
      habits.add(new NumberedHabits(runtime.newWait(), INTERVAL, AT_ONCE));
      if (host > 0) {
        publish(host, kind.edition(1));
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

  /** What each node has said; the centre is the first. */
  List<Recorder> recorders() {
    return recorders;
  }

  /** Deploys one of the kind's versions in the centre. */
  long publish(Edition edition) {
    return publish(edition.deployment(kind.temperature()), edition);
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

  /** Deploys a version on another node. */
  void publish(int host, Edition edition) {
    publish(host, edition.deployment(kind.temperature()), edition);
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
        runtime.run(() -> establish(role));
      }
      if (role.asks()) {
        runtime.run(() -> centres.put(role, establish(role.host(), CENTRE)));
      }
    }
    pass(MOMENT);
    for (Role role : Role.values()) {
      if (role.asked() == PeerStatus.HOT && role != Role.GOES_UP) {
        runtime.run(() -> ask(role, Operation.ACTIVATE));
      }
      if (role.statusOfCentre() == PeerStatus.HOT) {
        runtime.run(() -> calls.get(role.host()).ask(Operation.ACTIVATE, centres.get(role)));
      }
    }
    pass(MOMENT);
  }

  private void establish(Role role) throws InterruptedException {
    peers.put(role, establish(CENTRE, role.host()));
  }

  private PeerConnectionHandle establish(int host, int whom) throws InterruptedException {
    return calls
        .get(host)
        .establish(
            nodes.get(whom).address(),
            DiffusionMode.INITIATOR_AND_RESPONDER,
            Provenance.OUTBOUND,
            false)
        .orElseThrow();
  }

  private void ask(Role role, Operation operation) throws InterruptedException {
    if (!calls.get(CENTRE).ask(operation, peers.get(role))) {
      refused.add(role);
    }
  }

  /** What comes and goes begins to. */
  void stir() {
    runtime.start("comes", () -> establish(Role.COMES));
    pass(Duration.ofMillis(9));
    runtime.start("goes down", () -> ask(Role.GOES_DOWN, Operation.DEACTIVATE));
    runtime.start("goes", () -> ask(Role.GOES, Operation.CLOSE));
    runtime.start("goes up", () -> ask(Role.GOES_UP, Operation.ACTIVATE));
    pass(Duration.ofMillis(2));
  }

  /** What of that could not be done. */
  Set<Role> refused() {
    return refused;
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

  /** How the other node calls a connection. */
  static ConnectionId reversed(ConnectionId id) {
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
      close(CENTRE, peer(role));
      close(role.host(), centre(role));
    }
    pass(Duration.ofSeconds(1));
  }

  private void close(int host, Optional<PeerConnectionHandle> peer) throws Exception {
    if (peer.filter(p -> p.status() != PeerStatus.COLD).isPresent()) {
      runtime.run(() -> calls.get(host).ask(Operation.CLOSE, peer.get()));
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
