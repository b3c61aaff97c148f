package io.tempera.kit;

import io.tempera.mux.Direction;

/** Whose turn it is in a state. */
public enum Agency {
  /** The initiator sends next. */
  INITIATOR,
  /** The responder sends next. */
  RESPONDER,
  /** The conversation is over. */
  NOBODY;

  /** Whether it is that half's turn. */
  public boolean belongsTo(Direction half) {
    return this == (half == Direction.INITIATOR ? INITIATOR : RESPONDER);
  }
}
