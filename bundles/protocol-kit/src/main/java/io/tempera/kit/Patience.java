package io.tempera.kit;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import java.time.Duration;
import java.util.Optional;

/** The time limit of one message: from the moment its receiver begins to wait until it is whole. */
final class Patience {
  private final Clock clock;
  private final Chance chance;
  private Optional<Duration> inherited;
  private Optional<Duration> limit = Optional.empty();
  private long began;
  private boolean running;

  /**
   * Nobody waits yet.
   *
   * @param inherited what the implementation before had left of the limit of the first wait
   */
  Patience(Clock clock, Chance chance, Optional<Duration> inherited) {
    this.clock = clock;
    this.chance = chance;
    this.inherited = inherited;
  }

  /** The wait for a message begins, unless it has begun already. */
  void begin(Limits limits) {
    if (running) {
      return;
    }
    running = true;
    began = clock.nanos();
    limit =
        inherited.isPresent() && limits.atLeast().isPresent() ? inherited : limits.drawTime(chance);
  }

  /** The message is whole. */
  void end() {
    running = false;
    limit = Optional.empty();
    inherited = Optional.empty();
  }

  /** The limit of the wait that has begun, if it has one. */
  Optional<Duration> limit() {
    return limit;
  }

  /** How much of it is left: zero when it is over. */
  Optional<Duration> left() {
    if (limit.isEmpty()) {
      return limit;
    }
    Duration left = limit.get().minusNanos(clock.nanos() - began);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether it is over. */
  boolean isOver() {
    return left().filter(Duration::isZero).isPresent();
  }
}
