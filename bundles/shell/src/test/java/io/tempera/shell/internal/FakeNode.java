package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.Provenance;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundGovernor;
import io.tempera.inbound.MatureDuplexPeer;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.DelaySample;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxCounters;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.Position;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node as the commands see it, put together by a test. */
final class FakeNode {
  final VirtualRuntime runtime = new VirtualRuntime();
  final NodeView view = NodeView.empty();
  final Histories histories = new Histories(runtime, Views.config(32, 1));
  final Vacancies vacancies = new Vacancies(runtime);
  final List<ConnectionView> connections = new ArrayList<>();
  final SortedMap<ConnectionId, RemoteState> remoteStates = new TreeMap<>();
  final List<MatureDuplexPeer> matureDuplexPeers = new ArrayList<>();
  final List<FakePeer> peers = new ArrayList<>();
  final List<HostedProtocol> protocols = new ArrayList<>();
  final List<HandOvers> handOvers = new ArrayList<>();
  final List<ProtocolTrace.Rejected> rejected = new ArrayList<>();
  final SortedSet<Integer> missing = new TreeSet<>();
  final Stub<PeerStateActions> actions = Stub.of(PeerStateActions.class);

  /** A node of which everything runs. */
  static FakeNode whole() {
    FakeNode node = new FakeNode();
    node.view
        .connections()
        .set(
            Stub.of(ConnectionManager.class)
                .with("connections", a -> List.copyOf(node.connections))
                .returning("counters", new ConnectionCounters(1, 2, 3, 4, 5, 6))
                .make());
    node.view
        .inbound()
        .set(
            Stub.of(InboundGovernor.class)
                .with("remoteStates", a -> node.remoteStates)
                .returning("counters", new InboundCounters(1, 2, 3, 4))
                .with("matureDuplexPeers", a -> List.copyOf(node.matureDuplexPeers))
                .make());
    node.view
        .protocols()
        .set(
            Stub.of(ProtocolHost.class)
                .with("protocols", a -> List.copyOf(node.protocols))
                .with("handOvers", a -> List.copyOf(node.handOvers))
                .with("rejected", a -> List.copyOf(node.rejected))
                .with("missing", a -> node.missing)
                .make());
    node.view.peers().set(node.actions.with("peers", a -> List.copyOf(node.peers)).make());
    node.view
        .listening()
        .set(
            Stub.of(ListeningAddress.class)
                .returning("address", address("127.0.0.1:3001"))
                .returning("counters", new AcceptCounters(11, 2, 3, 4, 5, 6))
                .make());
    return node;
  }

  PeerActions peerActions() {
    return new PeerActions(view, runtime.clock(), FakeNode::lookUp, endedPeers());
  }

  PeerDetail peerDetail() {
    return new PeerDetail(view, runtime.clock(), endedPeers());
  }

  EndedPeers endedPeers() {
    return new EndedPeers(view, histories, runtime.clock());
  }

  /** Says that a connection which this node dialled moved through these states. */
  void moved(ConnectionId id, ConnectionState... states) {
    for (int i = 1; i < states.length; i++) {
      Optional<ConnectionId> known =
          states[i] == ConnectionState.RESERVED_OUTBOUND ? Optional.empty() : Optional.of(id);
      histories.happened(
          new ConnectionTrace.Transition(id.remote(), known, states[i - 1], states[i]));
    }
  }

  /** Says that a connection which this node dialled broke, and is forgotten. */
  void died(ConnectionId id, String why) {
    moved(
        id,
        ConnectionState.UNKNOWN,
        ConnectionState.RESERVED_OUTBOUND,
        ConnectionState.UNNEGOTIATED_OUT,
        ConnectionState.OUTBOUND_DUP_TICKING,
        ConnectionState.TERMINATED);
    histories.happened(new ConnectionTrace.Closed(id, true, why));
    moved(id, ConnectionState.TERMINATED, ConnectionState.UNKNOWN);
  }

  static InetAddress lookUp(String host) throws UnknownHostException {
    if (host.equals("relay.example.org")) {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, 7});
    }
    if (host.chars().anyMatch(Character::isLetter) && !host.contains(":")) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getByName(host);
  }

  static InetSocketAddress address(String text) {
    Resolver resolver = FakeNode::lookUp;
    return (InetSocketAddress) resolver.resolve(Endpoint.parse(text));
  }

  static ConnectionId id(String local, String remote) {
    return new ConnectionId(address(local), address(remote));
  }

  static Agreed agreed(DiffusionMode mode) {
    return new Agreed(15, new VersionData(42, mode, false, false, false), new TreeSet<>());
  }

  private static final DelaySample DELAY =
      new DelaySample(
          Duration.ofSeconds(9),
          12,
          700,
          Duration.ofNanos(1_234_567),
          Duration.ofMillis(5),
          Duration.ofMillis(30));

  /** Adds a negotiated connection that is a minute and a half old. */
  ConnectionHandle connect(ConnectionId id, ConnectionState state, Provenance provenance) {
    SlotView.Reached client =
        new SlotView.Reached(
            new Position("keep-alive", "StClient", Optional.of(Direction.INITIATOR)),
            runtime.clock().wallTime().minusSeconds(12));
    return connect(
        id,
        state,
        provenance,
        List.of(
            slot(
                8,
                Direction.INITIATOR,
                Temperature.ESTABLISHED,
                SlotView.Kind.RUNNING,
                "Running",
                Optional.of(client)),
            slot(
                8,
                Direction.RESPONDER,
                Temperature.ESTABLISHED,
                SlotView.Kind.WAITING,
                "Waiting (ON_DEMAND_ANY)",
                Optional.empty())));
  }

  /** A half of which nothing else is asked than to go on. */
  static SlotView slot(
      int number,
      Direction direction,
      Temperature temperature,
      SlotView.Kind kind,
      String state,
      Optional<SlotView.Reached> reached) {
    return new SlotView(
        new ProtocolKey(number, direction),
        temperature,
        kind,
        state,
        "io.tempera.keep.alive 0.1.0",
        ControlMessage.CONTINUE,
        0,
        reached);
  }

  /** The same with such halves. */
  ConnectionHandle connect(
      ConnectionId id, ConnectionState state, Provenance provenance, List<SlotView> views) {
    Instant opened = runtime.clock().wallTime().minusSeconds(90);
    Mux mux =
        Stub.of(Mux.class)
            .returning("counters", new MuxCounters(2_048, 999, 7, 8, 3, 0))
            .returning("delay", Optional.of(DELAY))
            .make();
    Slots slots =
        Stub.of(Slots.class)
            .returning("roundTrip", Optional.of(Duration.ofNanos(421_000)))
            .returning("views", views)
            .make();
    ConnectionHandle handle =
        Stub.of(ConnectionHandle.class)
            .returning("connectionId", id)
            .returning("provenance", provenance)
            .returning("agreed", agreed(DiffusionMode.INITIATOR_AND_RESPONDER))
            .returning("mux", mux)
            .returning("slots", slots)
            .returning("openedAt", opened)
            .make();
    connections.add(
        new ConnectionView(
            id.remote(),
            Optional.of(id),
            state,
            List.of(
                new Holder(Holder.Kind.LOCAL_USE, opened),
                new Holder(Holder.Kind.REMOTE_IDLE_TIME, opened.plusSeconds(88))),
            Optional.of(handle)));
    return handle;
  }

  static HostedProtocol hosted(int number, boolean chosen, int running) {
    return new HostedProtocol(
        number,
        Temperature.ESTABLISHED,
        StartMode.ON_DEMAND_ANY,
        1_408,
        "io.tempera.keep.alive 0.1.0",
        0,
        chosen,
        running);
  }

  /** A peer whose status the test sets. */
  static final class FakePeer implements PeerConnectionHandle {
    private final ConnectionId id;
    PeerStatus status;

    FakePeer(ConnectionId id, PeerStatus status) {
      this.id = id;
      this.status = status;
    }

    @Override
    public ConnectionId connectionId() {
      return id;
    }

    @Override
    public Agreed versionData() {
      return agreed(DiffusionMode.INITIATOR_AND_RESPONDER);
    }

    @Override
    public Optional<Instant> promotedHotTime() {
      return Optional.empty();
    }

    @Override
    public PeerStatus status() {
      return status;
    }

    @Override
    public PeerStatus awaitStatusOtherThan(PeerStatus seen) {
      throw new AssertionError("Nobody waits here");
    }
  }
}
