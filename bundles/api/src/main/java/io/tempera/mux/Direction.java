package io.tempera.mux;

/** Which half of a mini-protocol. On the wire the sender's: 0 for initiator, 1 for responder. */
public enum Direction {
  /** The half that asks. */
  INITIATOR,
  /** The half that answers. */
  RESPONDER;

  /** The half that it talks to. */
  public Direction opposite() {
    return this == INITIATOR ? RESPONDER : INITIATOR;
  }
}
