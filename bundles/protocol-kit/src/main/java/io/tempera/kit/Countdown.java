package io.tempera.kit;

import io.tempera.runtime.Clock;
import java.time.Duration;
import java.util.Optional;

/** A time that passes, once one has begun: a time limit, or a pause. */
final class Countdown {
  private final Clock clock;
  private Optional<Duration> time = Optional.empty();
  private long began;

  /** Nothing passes yet. */
  Countdown(Clock clock) {
    this.clock = clock;
  }

  /** A time begins to pass, unless one does: then that is it. None may be given, too. */
  void begin(Optional<Duration> newTime) {
    if (time.isEmpty() && newTime.isPresent()) {
      time = newTime;
      began = clock.nanos();
    }
  }

  /** None passes any more. */
  void end() {
    time = Optional.empty();
  }

  /** All of the time, if one passes. */
  Optional<Duration> time() {
    return time;
  }

  /** How much of it is left, if one passes: zero when it is over. */
  Optional<Duration> left() {
    if (time.isEmpty()) {
      return time;
    }
    Duration left = time.get().minusNanos(clock.nanos() - began);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether one passes, and is over. */
  boolean isOver() {
    return left().filter(Duration::isZero).isPresent();
  }
}
