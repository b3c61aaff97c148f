package io.tempera.kit;

import io.tempera.mux.Direction;
import java.util.Optional;

/** Whose turn it is in a state. */
public enum Agency {
  /** The initiator sends next. */
  INITIATOR,
  /** The responder sends next. */
  RESPONDER,
  /** The conversation is over. */
  NOBODY;

  /** The half whose turn it is, if it is anyone's. */
  public Optional<Direction> half() {
    return switch (this) {
      case INITIATOR -> Optional.of(Direction.INITIATOR);
      case RESPONDER -> Optional.of(Direction.RESPONDER);
      case NOBODY -> Optional.empty();
    };
  }

  /** Whether it is that half's turn. */
  public boolean belongsTo(Direction half) {
    return this == (half == Direction.INITIATOR ? INITIATOR : RESPONDER);
  }
}
