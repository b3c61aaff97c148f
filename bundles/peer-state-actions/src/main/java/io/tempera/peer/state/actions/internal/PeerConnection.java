package io.tempera.peer.state.actions.internal;

import io.tempera.connection.ConnectionHandle;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.MuxEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import java.util.Optional;
import java.util.Set;

/** The connection of one peer, as its peer uses it: slots and multiplexer. For its mailbox only. */
final class PeerConnection {
  private final ConnectionHandle handle;
  private Optional<Subscription> subscription = Optional.empty();

  PeerConnection(ConnectionHandle handle) {
    this.handle = handle;
  }

  ConnectionHandle handle() {
    return handle;
  }

  void follow(SlotListener listener) {
    subscription = Optional.of(handle.slots().subscribe(listener));
  }

  void unfollow() {
    subscription.ifPresent(Subscription::close);
  }

  void control(Temperature temperature, ControlMessage message) {
    handle.slots().control(temperature, message);
  }

  void whenEnded(Set<Temperature> temperatures, Runnable then) {
    handle.slots().whenEnded(temperatures, then);
  }

  void stopMux() {
    handle.mux().stop();
  }

  Optional<MuxEnd> muxEnd() {
    return handle.mux().ended();
  }

  /**
   * Starts the initiators of a temperature.
   *
   * @return which were started, or why they cannot start. An empty temperature cannot start either
   *     on a multiplexer that has ended
   */
  PeerEvent startInitiators(Temperature temperature) {
    if (muxEnd().isPresent()) {
      return new PeerEvent.StartRefused(
          temperature,
          Failure.of(FailureCategory.REMOTE_CLOSED, "its multiplexer has ended already"));
    }
    try {
      return new PeerEvent.InitiatorsStarted(
          temperature, handle.slots().startInitiators(temperature));
    } catch (RuntimeException | LinkageError refused) {
      // Whatever it is, whoever waits for the start is told.
      return new PeerEvent.StartRefused(temperature, Failure.of(FailureCategory.INTERNAL, refused));
    }
  }
}
