package io.tempera.chain.memory.internal;

import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How long a format that went is expected back, by its name. Any thread. */
final class FormatGraces {
  /**
   * As long as a mini-protocol that goes is expected back when nothing else is said ({@code
   * withdrawal.grace}): its bundle may be updated.
   */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Timers timers;
  private final Consumer<String> over;
  private final Map<String, Timer> running = new HashMap<>();
  private boolean closed;

  /**
   * None is expected.
   *
   * @param over told of each that did not come
   */
  FormatGraces(Timers timers, Consumer<String> over) {
    this.timers = timers;
    this.over = over;
  }

  /** A format went. */
  synchronized void expect(String name) {
    came(name);
    if (!closed) {
      running.put(name, timers.after(GRACE, () -> end(name)));
    }
  }

  /** A format is there. */
  synchronized void came(String name) {
    Optional.ofNullable(running.remove(name)).ifPresent(Timer::cancel);
  }

  private void end(String name) {
    synchronized (this) {
      running.remove(name);
    }
    over.accept(name);
  }

  /** None is expected any more, and no timer is left. */
  synchronized void close() {
    closed = true;
    running.values().forEach(Timer::cancel);
    running.clear();
  }
}
