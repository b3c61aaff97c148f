package io.tempera.peer.state.actions.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What happens in slots, as events to a peer: initiators only, each end with the delay that the
 * mini-protocol or the exit policy names at that moment.
 */
final class SlotTranslation {
  private SlotTranslation() {}

  static Optional<PeerEvent> translate(SlotEvent event, Policies policies) {
    return switch (event) {
      case SlotEvent.Started(var key, var temperature) ->
          ifInitiator(key, () -> new PeerEvent.ProtocolStarted(temperature, key.number()));
      case SlotEvent.Ended(var key, var temperature, var outcome, var delay) ->
          ifInitiator(
              key,
              () ->
                  new PeerEvent.ProtocolEnded(
                      temperature,
                      key.number(),
                      outcome,
                      delay.or(() -> policies.afterReturn(key, outcome))));
      case SlotEvent.Failed(var key, var temperature, var failure) ->
          ifInitiator(
              key,
              () ->
                  new PeerEvent.ProtocolFailed(
                      temperature, key.number(), failure, policies.afterError(key, failure)));
      case SlotEvent.MuxEnded(var end) -> Optional.of(new PeerEvent.MuxEnded(end));
    };
  }

  private static Optional<PeerEvent> ifInitiator(ProtocolKey key, Supplier<PeerEvent> event) {
    return key.direction() == Direction.INITIATOR ? Optional.of(event.get()) : Optional.empty();
  }
}
