package io.tempera.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A place where threads park until a condition holds. Level triggered: a condition that holds
 * already is seen at once, and a wake-up between the look and the parking is never lost.
 *
 * <p>The condition is evaluated on the waiting thread, without any lock; it must be cheap and safe
 * to call at any time. Whoever makes it true calls {@link #wake()} afterwards.
 */
@ProviderType
public interface Wait {
  /** Lets everyone who waits look at their condition again. Never blocks. */
  void wake();

  /**
   * Waits until the condition holds.
   *
   * @throws InterruptedException when the thread is interrupted before the condition holds
   */
  void until(BooleanSupplier condition) throws InterruptedException;

  /**
   * Waits until the condition holds or the time is over.
   *
   * @param timeout zero or less looks once
   * @return whether the condition held
   * @throws InterruptedException when the thread is interrupted before the condition holds
   */
  boolean until(BooleanSupplier condition, Duration timeout) throws InterruptedException;
}
