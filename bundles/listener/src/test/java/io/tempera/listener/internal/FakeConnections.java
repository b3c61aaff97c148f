package io.tempera.listener.internal;

import io.tempera.bearer.Bearer;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionObserver;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection manager that is busy with everything it gets, until the test says otherwise. */
final class FakeConnections implements ConnectionManager {
  final List<Bearer> busyWith = new ArrayList<>();

  /** Each time that somebody asked how many there are, since the test forgot them. */
  final List<Look> looks = new ArrayList<>();

  /** What whoever asks that is told instead. */
  Optional<Throwable> broken = Optional.empty();

  /** How many it takes. */
  int hardLimit = Integer.MAX_VALUE;

  private final Clock clock;
  private final Wait changed;

  /** Somebody asked how many there are. */
  record Look(long nanos, int inbound) {}

  FakeConnections(TemperaRuntime runtime) {
    clock = runtime.clock();
    changed = runtime.newWait();
  }

  /** Closes a connection, and is through with it. */
  void finish(Bearer bearer) {
    bearer.close();
    busyWith.remove(bearer);
    changed.wake();
  }

  @Override
  public AcquireResult includeInbound(Bearer bearer) throws InterruptedException {
    busyWith.add(bearer);
    changed.until(() -> !busyWith.contains(bearer));
    return new AcquireResult.Disconnected(
        Optional.of(bearer.connectionId()), new DisconnectReason.Query());
  }

  @Override
  public int inboundHardLimit() {
    return hardLimit;
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  @Override
  public ConnectionCounters counters() {
    if (broken.isPresent()) {
      throw unchecked(broken.get());
    }
    looks.add(new Look(clock.nanos(), busyWith.size()));
    return new ConnectionCounters(0, 0, 0, busyWith.size(), 0, 0);
  }

  @Override
  public AcquireResult acquireOutbound(SocketAddress r, DiffusionMode m, Provenance p) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperationResult<ConnectionState> releaseOutbound(ConnectionHandle handle) {
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
  public void waitForOutboundDemotion(ConnectionHandle handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ConnectionView> connections() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Subscription observe(ConnectionObserver observer) {
    throw new UnsupportedOperationException();
  }
}
