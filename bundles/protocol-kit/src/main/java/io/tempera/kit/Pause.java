package io.tempera.kit;

import io.tempera.runtime.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The time that a half lets pass while it is its own turn. At a hand-over what is left of it passes
 * over, so that a swap makes nobody speak earlier.
 */
final class Pause {
  private final Clock clock;
  private Optional<Duration> time;
  private long began;

  /**
   * A pause that goes on, or none.
   *
   * @param inherited what the implementation before had left of its pause
   */
  Pause(Clock clock, Optional<Duration> inherited) {
    this.clock = clock;
    this.time = inherited;
    this.began = inherited.isPresent() ? clock.nanos() : 0;
  }

  /** A pause begins, unless one goes on: then that is it. */
  void begin(Optional<Duration> newTime) {
    if (time.isEmpty() && newTime.isPresent()) {
      time = newTime;
      began = clock.nanos();
    }
  }

  /** There is none any more. */
  void end() {
    time = Optional.empty();
  }

  /** How much of it is left, if there is one: zero when it is over. */
  Optional<Duration> left() {
    if (time.isEmpty()) {
      return time;
    }
    Duration left = time.get().minusNanos(clock.nanos() - began);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether there is one, and it is over. */
  boolean isOver() {
    return left().filter(Duration::isZero).isPresent();
  }
}
