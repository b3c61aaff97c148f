package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionObserver;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.MuxEnd;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A connection manager for unidirectional connections: dialling takes a while, a released one stays
 * for 5 s and its entry for another 60 s. With duplex ones as long as the test wants: one that is
 * released lives on, and is used again.
 */
final class FakeConnections implements ConnectionManager {
  static final Duration DIAL = Duration.ofMillis(50);
  static final Duration OUTBOUND_IDLE = Duration.ofSeconds(5);
  static final Duration TIME_WAIT = Duration.ofSeconds(60);

  private final TemperaRuntime runtime;
  private final Wait changes;
  private final UnaryOperator<FakeConnection> make;
  private final Map<SocketAddress, FakeConnection> connections = new LinkedHashMap<>();
  private final List<ConnectionId> released = new ArrayList<>();
  private Optional<AcquireResult> instead = Optional.empty();
  private Optional<Error> error = Optional.empty();
  private boolean refuses;
  private boolean silent;
  private boolean duplex;
  private Optional<Duration> stubborn = Optional.empty();
  private int nextPort = 40_000;

  /**
   * No connection yet.
   *
   * @param make furnishes each new one
   */
  FakeConnections(TemperaRuntime runtime, UnaryOperator<FakeConnection> make) {
    this.runtime = runtime;
    this.changes = runtime.newWait();
    this.make = make;
  }

  FakeConnection to(SocketAddress remote) {
    return connections.get(remote);
  }

  List<ConnectionId> released() {
    return released;
  }

  /** From now on this is the answer. */
  void answerInstead(AcquireResult result) {
    instead = Optional.of(result);
  }

  /** From now on it does not even work. */
  void fail(Error with) {
    error = Optional.of(with);
  }

  /** From now on nobody listens there. */
  void refuse() {
    refuses = true;
  }

  /** From now on nobody answers there. */
  void beSilent() {
    silent = true;
  }

  /** From now on a connection that is released is the remote side's, and ours again when asked. */
  void beDuplex() {
    duplex = true;
  }

  /** From now on dialling takes this long, whoever wants it to stop. */
  void beStubborn(Duration dial) {
    stubborn = Optional.of(dial);
  }

  /** From now on dialling is as it was at first. */
  void recover() {
    silent = false;
    stubborn = Optional.empty();
  }

  private void dialStubbornly(Duration dial) {
    boolean[] over = {false};
    Wait wait = runtime.newWait();
    runtime
        .timers()
        .after(
            dial,
            () -> {
              over[0] = true;
              wait.wake();
            });
    while (!over[0]) {
      try {
        wait.until(() -> over[0]);
      } catch (InterruptedException interrupted) {
        // It does not listen.
      }
    }
  }

  @Override
  public AcquireResult acquireOutbound(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException {
    if (silent) {
      runtime.newWait().until(() -> false);
    }
    if (stubborn.isPresent()) {
      dialStubbornly(stubborn.get());
    } else {
      runtime.newWait().until(() -> false, DIAL);
    }
    error.ifPresent(
        e -> {
          throw e;
        });
    if (refuses) {
      throw new ConnectionManagerException(
          ConnectionManagerException.Reason.CONNECT_FAILED,
          FailureCategory.REMOTE_CLOSED,
          "nobody listens there",
          Optional.empty());
    }
    if (instead.isPresent()) {
      return instead.get();
    }
    FakeConnection before = connections.get(remote);
    if (duplex && before != null && before.end().isEmpty()) {
      return new AcquireResult.Connected(before);
    }
    ConnectionId id = new ConnectionId(new InetSocketAddress("127.0.0.1", nextPort++), remote);
    FakeConnection connection = make.apply(new FakeConnection(id, changes));
    connections.put(remote, connection);
    return new AcquireResult.Connected(connection);
  }

  @Override
  public OperationResult<ConnectionState> releaseOutbound(ConnectionHandle handle)
      throws InterruptedException {
    ConnectionId id = handle.connectionId();
    released.add(id);
    if (duplex) {
      return new OperationResult.Success<>(ConnectionState.INBOUND_IDLE_DUP);
    }
    FakeConnection connection = connections.get(id.remote());
    changes.until(() -> connection.end().isPresent(), OUTBOUND_IDLE);
    connection.endMux(new MuxEnd.Stopped());
    return new OperationResult.Success<>(ConnectionState.TERMINATING);
  }

  @Override
  public void waitForOutboundDemotion(ConnectionHandle handle) throws InterruptedException {
    ConnectionId id = handle.connectionId();
    FakeConnection connection = connections.get(id.remote());
    if (duplex && released.contains(id)) {
      return;
    }
    changes.until(() -> connection.end().isPresent());
    if (released.contains(id)) {
      runtime.newWait().until(() -> false, TIME_WAIT);
    }
  }

  @Override
  public AcquireResult includeInbound(Bearer bearer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationResult<InboundVerdict> releaseInbound(ConnectionHandle handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationResult<ConnectionState> promotedToWarmRemote(ConnectionHandle handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationResult<ConnectionState> demotedToColdRemote(ConnectionHandle handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ConnectionView> connections() {
    return List.of();
  }

  @Override
  public int inboundHardLimit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConnectionCounters counters() {
    return new ConnectionCounters(0, 0, 0, 0, 0, 0);
  }

  @Override
  public Subscription observe(ConnectionObserver observer) {
    throw new UnsupportedOperationException();
  }
}
