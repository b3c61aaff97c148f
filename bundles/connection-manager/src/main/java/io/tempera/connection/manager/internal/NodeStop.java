package io.tempera.connection.manager.internal;

import io.tempera.failure.Failure;

/** Brings the whole node down, because a policy wants it. */
@FunctionalInterface
public interface NodeStop {
  /** Begins to, and does not wait. */
  void stop(Failure why);
}
