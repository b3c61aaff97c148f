package io.tempera.peer.state.actions.internal;

import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The timers of one peer. For its mailbox only. */
final class PeerTimers {
  private final PeerParts parts;
  private final Consumer<PeerEvent> post;
  private final Map<TimerKind, Timer> timers = new EnumMap<>(TimerKind.class);

  /**
   * None is set.
   *
   * @param post takes the events
   */
  PeerTimers(PeerParts parts, Consumer<PeerEvent> post) {
    this.parts = parts;
    this.post = post;
  }

  /** Sets one, with what the settings say now. */
  void set(TimerKind kind, long generation) {
    PeerSettings settings = parts.settings().get();
    Duration limit =
        switch (kind) {
          case ESTABLISH -> settings.establishTimeout();
          case DEACTIVATE -> settings.deactivateTimeout();
          case CLOSE -> settings.closeConnectionTimeout();
        };
    PeerEvent event = new PeerEvent.TimedOut(kind, generation, limit);
    cancel(kind);
    timers.put(kind, parts.runtime().timers().after(limit, () -> post.accept(event)));
  }

  /** Forgets one, if it is set. */
  void cancel(TimerKind kind) {
    Timer timer = timers.remove(kind);
    if (timer != null) {
      timer.cancel();
    }
  }

  /** Forgets all. */
  void cancelAll() {
    timers.values().forEach(Timer::cancel);
    timers.clear();
  }
}
