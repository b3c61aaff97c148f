package io.tempera.chain.memory.internal;

import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures how long the same range holds up everything, with one timer. Called under the lock of
 * the chain only.
 */
final class Patience {
  private final Timers timers;
  private final Consumer<Range> late;
  private Optional<Range> awaited = Optional.empty();
  private Optional<Timer> timer = Optional.empty();

  /**
   * Waits for nothing yet.
   *
   * @param late told of a range that took too long, on a thread of the timers, without the lock
   */
  Patience(Timers timers, Consumer<Range> late) {
    this.timers = timers;
    this.late = late;
  }

  /** The range that holds up everything at the moment, and for how long the first such may. */
  void with(Optional<Range> now, Duration patience) {
    if (now.equals(awaited)) {
      return;
    }
    timer.ifPresent(Timer::cancel);
    awaited = now;
    // A timer never runs on the thread that sets it, so the lock may be held.
    timer = now.map(r -> timers.after(r.patience(patience), () -> late.accept(r)));
  }
}
