package io.tempera.peer.state.actions.internal;

import io.tempera.protocol.Temperature;

/**
 * The bounds of an exploration. What it does not bound: calls, lives, failures, interrupts.
 *
 * @param established how many established mini-protocols there are, 0 to 2
 * @param warm how many warm ones
 * @param hot how many hot ones
 * @param callers how many may wait at once for one operation, 1 or 2
 */
record Scope(int established, int warm, int hot, int callers) {
  /** Two mini-protocols of each temperature, two callers of each operation. */
  static final Scope FULL = new Scope(2, 2, 2, 2);

  /** Where a machine that is wrong in one small way is found out at once. */
  static final Scope SMALL = new Scope(1, 1, 1, 2);

  int of(Temperature temperature) {
    return switch (temperature) {
      case ESTABLISHED -> established;
      case WARM -> warm;
      case HOT -> hot;
    };
  }
}
