package io.tempera.check;

import io.tempera.mux.Direction;
import java.util.HexFormat;

/** One message on a wire. */
record Said(Direction by, byte[] bytes) {
  /** For example {@code I 8100}: I or R for the half that sent it, and its bytes. */
  @Override
  public String toString() {
    return (by == Direction.INITIATOR ? "I " : "R ") + HexFormat.of().formatHex(bytes);
  }
}
