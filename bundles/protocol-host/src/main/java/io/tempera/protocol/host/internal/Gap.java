package io.tempera.protocol.host.internal;

import io.tempera.runtime.Clock;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.time.Duration;
import java.util.Optional;

/** The time in which no half runs in a slot that somebody uses. */
final class Gap {
  private final String from;
  private final Clock clock;
  private final long began;
  private Optional<Long> deadline;
  private Optional<Timer> timer = Optional.empty();
  private Optional<Long> ended = Optional.empty();

  private Gap(String from, Clock clock, Optional<Long> deadline) {
    this.from = from;
    this.clock = clock;
    this.began = clock.nanos();
    this.deadline = deadline;
  }

  /**
   * It begins now.
   *
   * @param from whose code ran last
   * @param before the gap whose grace goes on, because nothing was said since
   */
  static Gap after(String from, Clock clock, Optional<Gap> before) {
    return new Gap(from, clock, before.flatMap(gap -> gap.deadline));
  }

  /** Whose code ran before it. */
  String from() {
    return from;
  }

  /** How long it has been. */
  Duration sinceBegin() {
    return Duration.ofNanos(clock.nanos() - began);
  }

  /**
   * Lets somebody know when the grace is over.
   *
   * @param grace how long it is, unless one goes on
   * @return how much is left of it
   */
  Duration beginGrace(Duration grace, Timers timers, Runnable over) {
    long end = deadline.orElseGet(() -> clock.nanos() + grace.toNanos());
    deadline = Optional.of(end);
    Duration left = Duration.ofNanos(Math.max(0, end - clock.nanos()));
    timer = Optional.of(timers.after(left, over));
    return left;
  }

  /** Nobody wants to know any more, because the gap is over. */
  void endGrace() {
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
    ended = Optional.of(clock.nanos());
  }

  /** Whether it is over, and has been for at least so long. */
  boolean isOverFor(Duration time) {
    return ended.filter(end -> clock.nanos() - end >= time.toNanos()).isPresent();
  }
}
