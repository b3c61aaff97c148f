package io.tempera.inbound.governor.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundGovernor;
import io.tempera.inbound.RemoteState;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** A follower for each connection on which the remote side may begin. */
final class InboundGovernorShell implements InboundGovernor, AutoCloseable {
  /** How long the end waits for followers that are at work on other threads. */
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final ConnectionManager connections;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Supplier<Settings> settings;
  private final Map<ConnectionId, Follower> followers = new ConcurrentSkipListMap<>();
  private final Wait changed;
  private volatile boolean closed;
  private volatile Optional<Subscription> observing = Optional.empty();

  @Inject
  InboundGovernorShell(
      ConnectionManager connections,
      TemperaRuntime runtime,
      Tracer tracer,
      Supplier<Settings> settings) {
    this.connections = connections;
    this.runtime = runtime;
    this.tracer = tracer;
    this.settings = settings;
    this.changed = runtime.newWait();
  }

  /** Begins with the connections that are there. */
  void start() {
    observing = Optional.of(connections.observe(this::follow));
  }

  private void follow(ConnectionHandle handle) {
    ConnectionId id = handle.connectionId();
    Optional<Follower> present = Optional.ofNullable(followers.get(id));
    if (present.filter(follower -> follower.handle().mux() == handle.mux()).isPresent()) {
      return;
    }
    // One that is there for the same addresses follows a connection that has ended: its end comes.
    Follower follower =
        new Follower(
            handle, connections, runtime, tracer, () -> settings.get().idleTimeout(), this::forget);
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
    followers.forEach((id, follower) -> follower.state().ifPresent(state -> states.put(id, state)));
    return Collections.unmodifiableSortedMap(states);
  }

  @Override
  public InboundCounters counters() {
    int[] counts = new int[RemoteState.values().length];
    remoteStates().values().forEach(state -> counts[state.ordinal()]++);
    return new InboundCounters(
        counts[RemoteState.IDLE.ordinal()],
        counts[RemoteState.COLD.ordinal()],
        counts[RemoteState.WARM.ordinal()],
        counts[RemoteState.HOT.ordinal()]);
  }

  /**
   * Follows nothing any more, and stops the connections that it followed: nobody would make their
   * responders ready again. Waits for followers at work, at most {@link #CLOSE_LIMIT}. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    observing.ifPresent(Subscription::close);
    followers.values().forEach(follower -> follower.happen(new Event.Leave()));
    try {
      changed.until(followers::isEmpty, CLOSE_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
