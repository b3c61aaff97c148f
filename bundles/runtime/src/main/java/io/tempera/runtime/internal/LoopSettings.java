package io.tempera.runtime.internal;

import java.time.Duration;

/**
 * Whether tasks run on event loops, and what one may take of a loop.
 *
 * @param onLoop whether they do
 * @param holdLimit how long one may run there without waiting; longer, and it is moved away
 * @param turnLimit for how long tasks are begun in one turn of a loop; the rest waits for the next
 */
public record LoopSettings(boolean onLoop, Duration holdLimit, Duration turnLimit) {
  static final long HOLD_LIMIT_MILLIS = 10;
  static final long TURN_LIMIT_MILLIS = 1;

  /** The option is off. */
  public static final LoopSettings OFF =
      new LoopSettings(
          false, Duration.ofMillis(HOLD_LIMIT_MILLIS), Duration.ofMillis(TURN_LIMIT_MILLIS));

  /** The option is on, with the default limits. */
  public static final LoopSettings ON = new LoopSettings(true, OFF.holdLimit(), OFF.turnLimit());

  /** Limits that are not positive would move everything, or begin nothing. */
  public LoopSettings {
    if (!holdLimit.isPositive() || !turnLimit.isPositive()) {
      throw new IllegalArgumentException(
          "halves.hold.limit and halves.turn.limit are more than zero, not "
              + holdLimit
              + " and "
              + turnLimit);
    }
  }
}
