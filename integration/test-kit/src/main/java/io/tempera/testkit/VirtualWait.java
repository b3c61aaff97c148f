package io.tempera.testkit;

import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The production wait, with a guard: the one platform thread must never park. */
record VirtualWait(Wait inner) implements Wait {
  @Override
  public void wake() {
    inner.wake();
  }

  @Override
  public void until(BooleanSupplier condition) throws InterruptedException {
    checkThatItMayPark();
    inner.until(condition);
  }

  @Override
  public boolean until(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    checkThatItMayPark();
    return inner.until(condition, timeout);
  }

  private static void checkThatItMayPark() {
    if (!Thread.currentThread().isVirtual()) {
      throw new IllegalStateException(
          "Something would block the test's own thread, on which everything runs: a timer, a mailbox"
              + " or a bearer's loop must not block, and a test blocks through VirtualRuntime.call");
    }
  }
}
