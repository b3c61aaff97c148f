package io.tempera.inbound.governor.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundGovernor;
import io.tempera.inbound.MatureDuplexPeer;
import io.tempera.inbound.RemoteState;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Wait;
import jakarta.inject.Inject;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A follower for each connection on which the remote side may begin. */
final class InboundGovernorShell implements InboundGovernor, AutoCloseable {
  private final Services services;
  private final Map<ConnectionId, Follower> followers = new ConcurrentSkipListMap<>();
  private final Wait changed;
  private volatile boolean closed;
  private volatile Optional<Subscription> observing = Optional.empty();

  @Inject
  InboundGovernorShell(Services services) {
    this.services = services;
    this.changed = services.runtime().newWait();
  }

  /** Begins with the connections that are there. */
  void start() {
    observing = Optional.of(services.connections().observe(this::follow));
  }

  private void follow(ConnectionHandle handle) {
    ConnectionId id = handle.connectionId();
    Optional<Follower> present = Optional.ofNullable(followers.get(id));
    if (present.filter(follower -> follower.handle().mux() == handle.mux()).isPresent()) {
      return;
    }
    // One that is there for the same addresses follows a connection that has ended. It is over
    // before this one begins, whatever it still has to say.
    present.ifPresent(older -> older.happen(new Event.Leave()));
    Line line =
        present.map(Follower::line).orElseGet(() -> new Line(services.runtime().tasks(), id));
    Follower follower = new Follower(handle, line, services, this::forget);
    followers.put(id, follower);
    follower.happen(new Event.Announced());
    if (closed) {
      follower.happen(new Event.Leave());
    }
  }

  private void forget(Follower follower) {
    followers.remove(follower.handle().connectionId(), follower);
    changed.wake();
  }

  @Override
  public SortedMap<ConnectionId, RemoteState> remoteStates() {
    SortedMap<ConnectionId, RemoteState> states = new TreeMap<>();
    followers.forEach(
        (id, follower) -> follower.remote().state().ifPresent(state -> states.put(id, state)));
    return Collections.unmodifiableSortedMap(states);
  }

  @Override
  public InboundCounters counters() {
    return services.counting().counters();
  }

  @Override
  public List<MatureDuplexPeer> matureDuplexPeers() {
    return duplexPeers(Maturity.MATURE);
  }

  /** Those that are not mature yet, likewise. */
  List<MatureDuplexPeer> freshDuplexPeers() {
    return duplexPeers(Maturity.FRESH);
  }

  private List<MatureDuplexPeer> duplexPeers(Maturity maturity) {
    Map<SocketAddress, List<ConnectionHandle>> byRemote = new LinkedHashMap<>();
    for (Follower follower : followers.values()) {
      if (follower.remote().maturity() == maturity) {
        ConnectionHandle handle = follower.handle();
        byRemote
            .computeIfAbsent(handle.connectionId().remote(), remote -> new ArrayList<>())
            .add(handle);
      }
    }
    return byRemote.values().stream().map(InboundGovernorShell::peer).toList();
  }

  private static MatureDuplexPeer peer(List<ConnectionHandle> handles) {
    List<ConnectionId> ids = handles.stream().map(ConnectionHandle::connectionId).toList();
    Instant since =
        handles.stream()
            .map(ConnectionHandle::openedAt)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    boolean sharing = handles.stream().anyMatch(handle -> handle.agreed().data().peerSharing());
    return new MatureDuplexPeer(ids.getFirst().remote(), since, sharing, ids);
  }

  /**
   * Follows nothing any more, and stops the connections that it followed: nobody would make their
   * responders ready again. Waits for followers at work, at most the close timeout. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    observing.ifPresent(Subscription::close);
    followers.values().forEach(follower -> follower.happen(new Event.Leave()));
    try {
      changed.until(followers::isEmpty, services.settings().get().closeTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
