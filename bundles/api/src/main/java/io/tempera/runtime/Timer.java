package io.tempera.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** A timer that was set. */
@ProviderType
public interface Timer {
  /**
   * Makes sure that the action does not start any more, and forgets it.
   *
   * @return false when the action had started already, or the timer had been cancelled
   */
  boolean cancel();
}
