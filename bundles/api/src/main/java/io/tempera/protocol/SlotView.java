package io.tempera.protocol;

import io.tempera.mux.ProtocolKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a slot is doing.
 *
 * @param key which half of which number
 * @param temperature when it runs
 * @param state for people, such as Idle, Waiting, Running
 * @param bundle symbolic name and version of the bundle that implements it
 * @param control what the half is asked; CONTINUE for every responder
 * @param queued bytes that have arrived for the half that runs and that it has not taken; while it
 *     is parked, those that wait for the next half; otherwise 0
 * @param reached where the half that runs is in its protocol; empty while none runs, and for one
 *     that does not say it
 */
public record SlotView(
    ProtocolKey key,
    Temperature temperature,
    String state,
    String bundle,
    ControlMessage control,
    int queued,
    Optional<Reached> reached) {
  /**
   * A position, and how long it has been so.
   *
   * @param position where
   * @param since from when on; the time of day, for people
   */
  public record Reached(Position position, Instant since) {}
}
