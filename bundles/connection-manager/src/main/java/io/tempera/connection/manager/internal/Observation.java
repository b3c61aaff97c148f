package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionObserver;
import io.tempera.runtime.Subscription;
import java.util.Optional;

/** One who starts responders, until it no longer wants to; then nothing here refers to it. */
final class Observation implements Subscription {
  private volatile Optional<ConnectionObserver> observer;

  Observation(ConnectionObserver observer) {
    this.observer = Optional.of(observer);
  }

  void tell(ConnectionHandle handle) {
    observer.ifPresent(o -> o.negotiated(handle));
  }

  boolean isClosed() {
    return observer.isEmpty();
  }

  @Override
  public void close() {
    observer = Optional.empty();
  }
}
