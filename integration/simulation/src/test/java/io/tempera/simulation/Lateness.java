package io.tempera.simulation;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How late this machine is: the most by which a timer, set again and again, comes after its time.
 */
public final class Lateness implements AutoCloseable {
  private static final Duration EACH = Duration.ofMillis(10);

  private final TemperaRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private long due;
  private long most;
  private Timer timer;
  private boolean closed;

  /** Looks from now on. */
  public Lateness(TemperaRuntime runtime) {
    this.runtime = runtime;
    lock.lock();
    try {
      next();
    } finally {
      lock.unlock();
    }
  }

  private void next() {
    due = runtime.clock().nanos() + EACH.toNanos();
    timer = runtime.timers().after(EACH, this::look);
  }

  private void look() {
    lock.lock();
    try {
      most = Math.max(most, runtime.clock().nanos() - due);
      if (!closed) {
        next();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The most so far; one that should have come by now counts, too. */
  public Duration most() {
    lock.lock();
    try {
      return Duration.ofNanos(Math.max(most, runtime.clock().nanos() - due));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      timer.cancel();
    } finally {
      lock.unlock();
    }
  }
}
