package io.tempera.inbound.governor.internal;

import io.tempera.connection.InboundVerdict;
import io.tempera.protocol.SlotEvent;
import java.util.Optional;

/** What can happen on one connection. */
sealed interface Event {
  /** It was negotiated. */
  record Announced() implements Event {}

  /** Something happened in its slots. */
  record InSlot(SlotEvent event) implements Event {}

  /** The idle time is over. */
  record IdleTimeUp(int round) implements Event {}

  /** A duplex connection has been there for the time after which it is mature. */
  record MatureTimeUp() implements Event {}

  /** The governor is going down, or another connection takes this one's place. */
  record Leave() implements Event {}

  // What came of effects; handled before anything else.

  /**
   * Every responder is ready.
   *
   * @param duplex whether both sides may use the connection
   */
  record RespondersReady(boolean duplex) implements Event {}

  /** A responder could not be made ready. */
  record StartFailed(String reason) implements Event {}

  /** A responder could not be made ready, because the connection is ending. */
  record TooLate() implements Event {}

  /**
   * The connection manager knows that the remote side stopped using it.
   *
   * @param success whether it agrees; otherwise the connection is ending
   */
  record Demoted(boolean success) implements Event {}

  /** What the connection manager makes of it; empty when the connection is ending. */
  record Released(Optional<InboundVerdict> verdict) implements Event {}
}
