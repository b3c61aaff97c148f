package io.tempera.inbound.governor.internal;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets pass, or holds until the test lets go. Only a task can wait at it. */
final class Gate {
  private final Wait changed;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean open = true;

  /** An open one. */
  Gate(TemperaRuntime runtime) {
    changed = runtime.newWait();
  }

  void close() {
    open = false;
  }

  void open() {
    open = true;
    changed.wake();
  }

  /** How many wait. */
  int waiting() {
    return waiting.get();
  }

  void pass() {
    if (open) {
      return;
    }
    waiting.incrementAndGet();
    try {
      changed.until(() -> open);
    } catch (InterruptedException e) {
      throw new AssertionError("Nobody interrupts it", e);
    } finally {
      waiting.decrementAndGet();
    }
  }
}
