package io.tempera.protocol;

import io.tempera.failure.Failure;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import java.time.Duration;
import java.util.Optional;

/** What happens in the slots of one connection. A hand-over is no event. */
public sealed interface SlotEvent {
  /** A half runs from now on. */
  record Started(ProtocolKey key, Temperature temperature) implements SlotEvent {}

  /**
   * A half has ended as its protocol says; what it sent is on its way, and it may be run again. An
   * initiator ends so, too, when its implementation went and none came in time, or before it was
   * terminated: then without a start before it if none ever ran.
   */
  record Ended(
      ProtocolKey key, Temperature temperature, String outcome, Optional<Duration> repromoteDelay)
      implements SlotEvent {}

  /**
   * A half has failed, or the multiplexer has ended under it or before it started. The connection
   * is ending.
   */
  record Failed(ProtocolKey key, Temperature temperature, Failure failure) implements SlotEvent {}

  /** The multiplexer has ended: the last event, after the end of every half. */
  record MuxEnded(MuxEnd end) implements SlotEvent {}
}
