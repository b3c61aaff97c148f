package io.tempera.protocol;

/** Why a wait ended. The first that holds, in this order. */
public enum Woken {
  /** The control message is another. */
  CONTROL,
  /** A hand-over was asked for. */
  HAND_OVER,
  /** The bytes are there. */
  BYTES,
  /** Somebody called {@link HalfContext#wake}. */
  WAKER,
  /** The time is over. */
  TIME
}
