package io.tempera.testkit;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets one test run on either runtime: under virtual time by running it, else by waiting. */
final class Awaiting {
  /** A safety net, not an expectation; virtual or real. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private Awaiting() {}

  /**
   * Goes on when a condition holds.
   *
   * @param changed woken whenever the condition may have changed
   * @param what for the message of a failure
   */
  static void until(
      TemperaRuntime runtime, Wait changed, BooleanSupplier condition, Supplier<String> what)
      throws InterruptedException {
    if (runtime instanceof VirtualRuntime virtual && !Thread.currentThread().isVirtual()) {
      try {
        virtual.runUntil(condition, LIMIT);
      } catch (AssertionError never) {
        throw new AssertionError(what.get(), never);
      }
    } else if (!changed.until(condition, LIMIT)) {
      throw new AssertionError(what.get());
    }
  }

  /** Does something that blocks. */
  static <T> T call(TemperaRuntime runtime, Callable<T> body) throws Exception {
    return runtime instanceof VirtualRuntime virtual ? virtual.call(body) : body.call();
  }
}
