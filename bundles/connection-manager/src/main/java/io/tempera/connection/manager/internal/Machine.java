package io.tempera.connection.manager.internal;

import java.time.Instant;

/** {@link ConnectionMachine#step}, or in a test something that is wrong on purpose. */
@FunctionalInterface
interface Machine {
  /**
   * One event.
   *
   * @param now the time of day, for people
   */
  Step step(Entry entry, Event event, Instant now);
}
