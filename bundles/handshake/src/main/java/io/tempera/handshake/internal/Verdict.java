package io.tempera.handshake.internal;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.RefuseReason;

/** What one side makes of what the other one speaks. */
sealed interface Verdict {
  /**
   * There is something to agree on.
   *
   * @param version the one that is chosen on the wire: the agreed one, or our own entry's key
   * @param data what goes with it on the wire
   */
  record Agreement(Agreed agreed, int version, Term data) implements Verdict {}

  /** There is nothing to agree on. */
  record Refusal(RefuseReason reason) implements Verdict {}
}
