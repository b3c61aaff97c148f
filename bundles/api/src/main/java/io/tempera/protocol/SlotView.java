package io.tempera.protocol;

import io.tempera.mux.ProtocolKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a slot is doing.
 *
 * @param key which half of which number
 * @param temperature when it runs
 * @param kind what it is doing
 * @param state the same for people, with what there is to add, such as Parked at Idle
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
    Kind kind,
    String state,
    String bundle,
    ControlMessage control,
    int queued,
    Optional<Reached> reached) {
  /** What a slot can be doing. */
  public enum Kind {
    /** Nobody has started it yet. */
    IDLE,
    /** Its start was asked for, and is being seen to. */
    STARTING,
    /** It is started, and waits for what its mode of starting says, such as the first bytes. */
    WAITING,
    /** Its half runs. */
    RUNNING,
    /** Its half was asked to stop where another implementation can carry on. */
    HANDING_OVER,
    /** Its half was asked to end, and another one is to begin afresh. */
    RESTARTING,
    /** It is in use and no half runs: the next one is looked for, or waited for. */
    PARKED,
    /** Its half was interrupted, because its bundle is going and nothing can carry on. */
    LEAVING,
    /** Its half has ended; its last bytes are not sent yet. */
    DRAINING,
    /** It is over; it may be started again. */
    ENDED
  }

  /**
   * A position, and how long it has been so.
   *
   * @param position where
   * @param since from when on; the time of day, for people
   */
  public record Reached(Position position, Instant since) {}
}
