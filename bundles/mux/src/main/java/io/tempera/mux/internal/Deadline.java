package io.tempera.mux.internal;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A deadline that is set and cleared very often and hardly ever missed. It has at most one timer,
 * which is left alone when the deadline moves: when it fires, it looks, and is set again if there
 * still is a deadline ahead. It never sleeps longer than the shortest limit, for a deadline that is
 * set meanwhile may come before the one that it was set for. For one bearer's loop.
 */
final class Deadline {
  private final TemperaRuntime runtime;
  private final Consumer<Runnable> loop;
  private final Runnable missed;

  private boolean set;
  private long at;
  private long shortest;
  private Optional<Timer> timer = Optional.empty();

  /**
   * A deadline that is not set.
   *
   * @param loop runs something on the loop, soon
   * @param missed called on the loop
   */
  Deadline(TemperaRuntime runtime, Consumer<Runnable> loop, Runnable missed) {
    this.runtime = runtime;
    this.loop = loop;
    this.missed = missed;
  }

  /** Whether there is a deadline. */
  boolean isSet() {
    return set;
  }

  /**
   * Sets or moves the deadline.
   *
   * @param now of the runtime's clock, nanoseconds
   * @param limit how long from now, nanoseconds
   * @param step the shortest limit that is ever set, nanoseconds
   */
  void set(long now, long limit, long step) {
    set = true;
    at = now + limit;
    shortest = step;
    if (timer.isEmpty()) {
      lookAfter(step);
    }
  }

  /** There is no deadline any more. */
  void clear() {
    set = false;
  }

  /** There will be no deadline any more. */
  void close() {
    set = false;
    timer.ifPresent(Timer::cancel);
  }

  private void lookAfter(long nanos) {
    timer =
        Optional.of(runtime.timers().after(Duration.ofNanos(nanos), () -> loop.accept(this::look)));
  }

  private void look() {
    timer = Optional.empty();
    if (!set) {
      return;
    }
    long left = at - runtime.clock().nanos();
    if (left > 0) {
      lookAfter(Math.min(left, shortest));
    } else {
      set = false;
      missed.run();
    }
  }
}
