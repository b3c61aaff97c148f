package io.tempera.runtime;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** One-shot timers. */
@ProviderType
public interface Timers {
  /**
   * Runs an action once, after a delay.
   *
   * @param delay zero or more; zero or less means as soon as possible, never on the calling thread
   * @param action runs on a thread that all timers share: it must not block, and typically posts an
   *     event to a {@link Mailbox}
   */
  Timer after(Duration delay, Runnable action);
}
