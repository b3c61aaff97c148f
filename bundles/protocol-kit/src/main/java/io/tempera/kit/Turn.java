package io.tempera.kit;

/** Why {@link Session#next} returned. The first that holds, in this order. */
public enum Turn {
  /**
   * This half is asked to finish in the protocol's own way, as soon as it has agency. Said again by
   * every call from then on.
   */
  TERMINATE,
  /**
   * Quiet was asked for, or is no longer: see {@link Session#control}, and {@link
   * Session#mayBegin}, which waits for its end.
   */
  CONTROL,
  /** A whole message is there: {@link Session#receive} returns at once. */
  MESSAGE,
  /** Somebody called {@link io.tempera.protocol.HalfContext#wake}. */
  WOKEN,
  /** The time is over. */
  TIME
}
