package io.tempera.peer.state.actions.internal;

import io.tempera.failure.Failure;

/** Brings the whole node down, because a policy wants it. */
@FunctionalInterface
interface NodeStop {
  /** Begins to, and does not wait. */
  void stop(Failure why);
}
