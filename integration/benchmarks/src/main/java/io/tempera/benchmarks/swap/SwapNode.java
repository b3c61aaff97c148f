package io.tempera.benchmarks.swap;

import io.tempera.bearer.ConnectionId;
import io.tempera.benchmarks.protocol.WholeNode;
import io.tempera.connection.ConnectionView;
import io.tempera.peer.state.actions.internal.PeerStateActionsComponent;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.protocol.host.internal.StandaloneHost.Deployment;
import io.tempera.runtime.TemperaRuntime;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole node with the mini-protocols of every {@link Lane}, each of which can be swapped. */
final class SwapNode implements Side, AutoCloseable {
  /** More than a peer has at a time; see the nodes of cycles. */
  private static final int OF_ONE_ADDRESS = 8;

  /** When very many connect at once, the last ones take a while to begin. */
  private static final Duration INBOUND_IDLE = Duration.ofMinutes(1);

  private record Published(int version, long id, Arrivals arrivals) {}

  private final int conversations;
  private final Duration pace;
  private final Map<Lane, Book> books = new EnumMap<>(Lane.class);
  private final Map<Lane, Published> published = new EnumMap<>(Lane.class);
  private final WholeNode node;
  private final PeerStateActionsComponent peers;
  private Set<ConnectionId> remembered = Set.of();

  private SwapNode(int doors, int conversations, Duration pace) {
    this.conversations = conversations;
    this.pace = pace;
    node =
        WholeNode.open(
            doors, OF_ONE_ADDRESS, Duration.ZERO, Duration.ZERO, INBOUND_IDLE, this::publishAll);
    peers =
        PeerStateActionsComponent.withDefaults(
            node.runtime(), node.connections(), WholeNode.SILENT);
  }

  /**
   * Listens.
   *
   * @param doors how many peers others can make of it: each needs an address of its own
   * @param conversations how many connections there will be
   * @param pace from one question of a conversation to the next
   */
  static SwapNode open(int doors, int conversations, Duration pace) {
    return new SwapNode(doors, conversations, pace);
  }

  private void publishAll(TemperaRuntime runtime, StandaloneHost host) {
    for (Lane lane : Lane.values()) {
      books.put(lane, new Book(pace, runtime.chance()));
      published.put(lane, publish(runtime, host, lane, 1));
    }
  }

  private Published publish(TemperaRuntime runtime, StandaloneHost host, Lane lane, int version) {
    Arrivals arrivals = new Arrivals(conversations);
    Deployment deployment =
        new Deployment(
            "counted-" + lane.text(),
            version,
            0,
            lane.number(),
            lane.temperature(),
            lane.responderStart(),
            CountedProtocol.INGRESS_LIMIT);
    long id =
        host.publish(
            deployment, new CountedProtocol(runtime.chance(), book(lane), version, arrivals));
    return new Published(version, id, arrivals);
  }

  List<SocketAddress> addresses() {
    return node.addresses();
  }

  PeerStateActionsComponent peers() {
    return peers;
  }

  Book book(Lane lane) {
    return books.get(lane);
  }

  @Override
  public void awaitAll() throws InterruptedException {
    for (Published first : published.values()) {
      first.arrivals().awaitAll();
    }
    remembered = connections();
  }

  @Override
  public Swapped swap(Lane lane) throws InterruptedException {
    Published old = published.get(lane);
    long began = System.nanoTime();
    Published now = publish(node.runtime(), node.host(), lane, old.version() + 1);
    long last = now.arrivals().awaitAll();
    published.put(lane, now);
    node.host().withdraw(old.id());
    return new Swapped(last - began, now.arrivals().pauses());
  }

  @Override
  public long lostConnections() {
    Set<ConnectionId> now = connections();
    // Fewer than there should be from the beginning are lost, too.
    return conversations - remembered.stream().filter(now::contains).count();
  }

  private Set<ConnectionId> connections() {
    return node.connections().connections().stream()
        .map(ConnectionView::connectionId)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  @Override
  public long wrongHandOvers(Lane lane) {
    long expected = (long) conversations * (version(lane) - 1);
    return node.host().handOvers().stream()
        .filter(seen -> seen.number() == lane.number())
        .mapToLong(seen -> wrong(expected, seen))
        .findFirst()
        .orElse(expected);
  }

  private static long wrong(long expected, HandOvers seen) {
    HandOvers.Totals totals = seen.totals();
    return Math.abs(expected - totals.handedOver())
        + seen.waiting()
        + seen.parked()
        + totals.restarted()
        + totals.failed();
  }

  @Override
  public int version(Lane lane) {
    return published.get(lane).version();
  }

  @Override
  public List<Account> accounts(Lane lane) {
    return book(lane).accounts();
  }

  @Override
  public void close() {
    peers.close();
    node.close();
  }
}
