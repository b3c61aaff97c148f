package io.tempera.inbound.governor.internal;

import io.tempera.bearer.Bearer;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionObserver;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.runtime.Subscription;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A connection manager that answers as the test says, and remembers what it was told. */
final class FakeConnections implements ConnectionManager {
  final List<String> told = new ArrayList<>();
  private final List<ConnectionObserver> observers = new ArrayList<>();
  OperationResult<InboundVerdict> verdict = new OperationResult.Success<>(InboundVerdict.COMMIT);
  OperationResult<ConnectionState> demotion =
      new OperationResult.Success<>(ConnectionState.INBOUND_IDLE_DUP);

  /** What each of the three calls does before it is answered. */
  Runnable whenAsked = () -> {};

  void announce(ConnectionHandle handle) {
    observers.forEach(observer -> observer.negotiated(handle));
  }

  boolean isObserved() {
    return !observers.isEmpty();
  }

  @Override
  public OperationResult<InboundVerdict> releaseInbound(ConnectionHandle handle) {
    told.add("release");
    whenAsked.run();
    return verdict;
  }

  @Override
  public OperationResult<ConnectionState> promotedToWarmRemote(ConnectionHandle handle) {
    told.add("promoted");
    whenAsked.run();
    return new OperationResult.Success<>(ConnectionState.INBOUND_DUP);
  }

  @Override
  public OperationResult<ConnectionState> demotedToColdRemote(ConnectionHandle handle) {
    told.add("demoted");
    whenAsked.run();
    return demotion;
  }

  @Override
  public Subscription observe(ConnectionObserver observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
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
  public AcquireResult includeInbound(Bearer bearer) {
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
  public int inboundHardLimit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConnectionCounters counters() {
    throw new UnsupportedOperationException();
  }
}
