package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionManager;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundGovernor;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The node at a glance: works whatever is running of it. Does not block. */
final class StatusReport {
  private static final String NOT_RUNNING = "not running";

  private final NodeView node;
  private final Clock clock;
  private final Supplier<NodeFacts> facts;
  private final Vacancies vacancies;

  @Inject
  StatusReport(NodeView node, Clock clock, Supplier<NodeFacts> facts, Vacancies vacancies) {
    this.vacancies = vacancies;
    this.node = node;
    this.clock = clock;
    this.facts = facts;
  }

  /**
   * A line for each thing worth knowing, and a sentence about each for which somebody is awaited.
   */
  String text() {
    NodeFacts now = facts.get();
    TextTable table = new TextTable("NODE", uptime(now));
    table.row("listening", listening());
    node.listening().get().ifPresent(l -> table.row("door", door(l.counters())));
    table.row("network magic", now.networkMagic().orElse("not configured (io.tempera.node)"));
    table.row("connections", connections());
    table.row("remote sides", inbound());
    table.row("our peers", peers());
    table.row("mini-protocols", protocols());
    return table.text() + awaited();
  }

  private String awaited() {
    return Stream.concat(
            node.protocols().get().map(vacancies::sentences).stream().flatMap(List::stream),
            Waiting.sentence(node).stream())
        .map(sentence -> "\n" + sentence)
        .collect(Collectors.joining());
  }

  private String uptime(NodeFacts now) {
    return now.startedAt()
        .map(since -> "up " + Human.age(since, clock.wallTime()))
        .orElse("running");
  }

  private String listening() {
    return node.listening().get().map(l -> ConnectionId.text(l.address())).orElse("no");
  }

  private static String door(AcceptCounters c) {
    return c.letIn()
        + " let in, "
        + c.refused()
        + " refused ("
        + c.refusedConnections()
        + " had too many connections, "
        + c.refusedAttempts()
        + " came too often); waited "
        + c.waitsAtSoftLimit()
        + " times at the soft limit, "
        + c.waitsAtHardLimit()
        + " at the hard one; "
        + c.failures()
        + " failures";
  }

  private String connections() {
    return node.connections().get().map(StatusReport::connections).orElse(NOT_RUNNING);
  }

  private static String connections(ConnectionManager manager) {
    ConnectionCounters c = manager.counters();
    return manager.connections().size()
        + ": "
        + c.inbound()
        + " inbound, "
        + c.outbound()
        + " outbound, "
        + c.fullDuplex()
        + " used by both sides, "
        + c.terminating()
        + " terminating; "
        + c.duplex()
        + " duplex, "
        + c.unidirectional()
        + " unidirectional";
  }

  private String inbound() {
    return node.inbound().get().map(StatusReport::inbound).orElse(NOT_RUNNING);
  }

  private static String inbound(InboundGovernor governor) {
    InboundCounters c = governor.counters();
    return c.hot()
        + " hot, "
        + c.warm()
        + " warm, "
        + c.cold()
        + " cold, "
        + c.idle()
        + " idle; mature duplex peers: "
        + governor.matureDuplexPeers().size();
  }

  private String peers() {
    return node.peers().get().map(PeerStateActions::peers).map(this::text).orElse(NOT_RUNNING);
  }

  private String text(List<PeerConnectionHandle> peers) {
    return count(peers, PeerStatus.HOT)
        + " hot, "
        + count(peers, PeerStatus.WARM)
        + " warm, "
        + count(peers, PeerStatus.COOLING)
        + " cooling";
  }

  private static long count(List<PeerConnectionHandle> peers, PeerStatus status) {
    return peers.stream().filter(peer -> peer.status() == status).count();
  }

  private String protocols() {
    return node.protocols().get().map(StatusReport::protocols).orElse(NOT_RUNNING);
  }

  private static String protocols(ProtocolHost host) {
    List<Integer> chosen =
        host.protocols().stream()
            .filter(HostedProtocol::chosen)
            .map(HostedProtocol::number)
            .toList();
    return chosen.isEmpty() ? "none" : Human.list(chosen);
  }
}
