package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Provenance;
import io.tempera.mux.MuxCounters;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The connections, a line each. Does not block. */
final class PeerReport {
  /** What stands where there is nothing to say. */
  static final String NONE = "-";

  private final NodeView node;
  private final Clock clock;

  @Inject
  PeerReport(NodeView node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  /** Every connection, or a sentence when there is none. */
  String text() {
    List<ConnectionView> connections = node.connections().require().connections();
    if (connections.isEmpty()) {
      return "There are no connections. " + Waiting.sentence(node).orElseGet(this::howToGetOne);
    }
    Temperatures temperatures = temperatures();
    TextTable table =
        new TextTable(
            "REMOTE", ">LOCAL", "DIR", "FLOW", "OURS", "THEIRS", ">VER", ">AGE", ">IN", ">OUT",
            ">RTT", "STATE");
    Instant now = clock.wallTime();
    connections.forEach(view -> add(table, view, temperatures, now));
    return table.text();
  }

  private String howToGetOne() {
    return node.listening()
        .get()
        .map(
            listening ->
                "The node listens on "
                    + ConnectionId.text(listening.address())
                    + "; tempera:establish HOST:PORT opens one.")
        .orElse("tempera:establish HOST:PORT opens one.");
  }

  private Temperatures temperatures() {
    SortedMap<ConnectionId, String> ours = new TreeMap<>();
    Optional<PeerStateActions> actions = node.peers().get();
    actions.ifPresent(
        a -> a.peers().forEach(peer -> ours.put(peer.connectionId(), peer.status().name())));
    SortedMap<ConnectionId, String> theirs = new TreeMap<>();
    node.inbound()
        .get()
        .ifPresent(
            governor ->
                governor.remoteStates().forEach((id, state) -> theirs.put(id, state.name())));
    return new Temperatures(ours, actions.isPresent() ? PeerStatus.COLD.name() : NONE, theirs);
  }

  private static void add(
      TextTable table, ConnectionView view, Temperatures temperatures, Instant now) {
    Optional<ConnectionHandle> handle = view.handle();
    Optional<MuxCounters> counters = handle.map(h -> h.mux().counters());
    table.row(
        ConnectionId.text(view.remote()),
        view.connectionId().map(PeerReport::localPort).orElse(NONE),
        direction(view),
        handle.map(h -> h.agreed().dataFlow().name()).orElse(NONE),
        view.connectionId().map(temperatures.ours::get).orElse(temperatures.unlisted),
        view.connectionId().map(temperatures.theirs::get).orElse(NONE),
        handle.map(h -> Integer.toString(h.agreed().version())).orElse(NONE),
        handle.map(h -> Human.age(h.openedAt(), now)).orElse(NONE),
        counters.map(c -> Human.bytes(c.bytesIn())).orElse(NONE),
        counters.map(c -> Human.bytes(c.bytesOut())).orElse(NONE),
        handle.flatMap(h -> h.slots().roundTrip()).map(Human::duration).orElse(NONE),
        view.state().name());
  }

  private static String localPort(ConnectionId id) {
    return id.local() instanceof InetSocketAddress inet ? Integer.toString(inet.getPort()) : NONE;
  }

  private static String direction(ConnectionView view) {
    return provenance(view).map(p -> p == Provenance.INBOUND ? "in" : "out").orElse(NONE);
  }

  /** Who opened a connection; before it is negotiated its state tells. */
  static Optional<Provenance> provenance(ConnectionView view) {
    return view.handle().map(ConnectionHandle::provenance).or(() -> begun(view.state()));
  }

  private static Optional<Provenance> begun(ConnectionState state) {
    return switch (state) {
      case RESERVED_OUTBOUND, UNNEGOTIATED_OUT -> Optional.of(Provenance.OUTBOUND);
      case UNNEGOTIATED_IN -> Optional.of(Provenance.INBOUND);
      default -> Optional.empty();
    };
  }

  /**
   * Both sides' temperatures by connection.
   *
   * @param unlisted ours for a connection that is not listed
   */
  private record Temperatures(
      SortedMap<ConnectionId, String> ours,
      String unlisted,
      SortedMap<ConnectionId, String> theirs) {}
}
