package io.tempera.kit;

/**
 * Unwinds a conversation that is to be handed over, from a session's wait to {@link TypedHalf}. An
 * error, so that a conversation that catches exceptions does not hold it up.
 */
final class HandOverSignal extends Error {
  private static final long serialVersionUID = 1L;

  HandOverSignal() {
    super("a hand-over was asked for: let this pass", null, false, false);
  }
}
