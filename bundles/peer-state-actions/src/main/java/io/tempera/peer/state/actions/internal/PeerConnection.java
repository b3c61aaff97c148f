package io.tempera.peer.state.actions.internal;

import io.tempera.connection.ConnectionHandle;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
    SortedMap<Integer, String> before = initiators(temperature);
    try {
      handle.slots().startInitiators(temperature);
      return new PeerEvent.InitiatorsStarted(temperature, startedSince(before, temperature));
    } catch (RuntimeException refused) {
      SortedSet<Integer> started = startedSince(before, temperature);
      // One that fails at once ends the multiplexer before the others have started: its failure,
      // which is on its way, says more than that they could not.
      return muxEnd().isPresent() && !started.isEmpty()
          ? new PeerEvent.InitiatorsStarted(temperature, started)
          : new PeerEvent.StartRefused(temperature, Failure.of(FailureCategory.INTERNAL, refused));
    }
  }

  /**
   * Some slots may have nothing to run: those that do have another state now, or say later, with an
   * event, that they run.
   */
  private SortedSet<Integer> startedSince(
      SortedMap<Integer, String> before, Temperature temperature) {
    SortedMap<Integer, String> after = initiators(temperature);
    after.entrySet().removeAll(before.entrySet());
    return new TreeSet<>(after.keySet());
  }

  /** What the initiators of a temperature are doing, by number. */
  private SortedMap<Integer, String> initiators(Temperature temperature) {
    SortedMap<Integer, String> states = new TreeMap<>();
    for (SlotView slot : handle.slots().views()) {
      if (slot.temperature() == temperature && slot.key().direction() == Direction.INITIATOR) {
        states.put(slot.key().number(), slot.state());
      }
    }
    return states;
  }
}
