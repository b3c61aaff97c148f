package io.tempera.runtime.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All timers on one platform thread, {@value #THREAD_NAME}, which starts with the first timer.
 *
 * <p>Each message that is waited for sets a timer and cancels it. So the thread is woken only for a
 * timer that is due before the moment for which it sleeps anyway, be that of one that was cancelled
 * meanwhile: it looks then, and sleeps on.
 *
 * <p>Nobody but that thread ever stands in line for the lock. A task that runs on an event loop and
 * stood there before the loop's own thread would be handed the lock, could only take it in the
 * loop's next turn, and that thread would wait for the task: for ever, as the watch over the loops
 * needs the timers, too. What is done under the lock is short and never waits, so all others try
 * again until they have it.
 */
final class SharedTimers implements Timers, AutoCloseable {
  static final String THREAD_NAME = "tempera-timers";

  /**
   * How long {@link #close} waits for an action that runs; it must not block, so this is plenty.
   */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /** Longer than anybody who runs holds the lock, as a rule. */
  private static final int TRIES_BEFORE_YIELD = 64;

  private static final Logger LOG = LoggerFactory.getLogger(SharedTimers.class);

  private final UncaughtReport report;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();

  // The rest under the lock.
  private final TimerQueue queue = new TimerQueue();

  /** Null before the first timer. */
  private Thread thread;

  private boolean closed;
  private boolean sleeping;

  /** While it sleeps: until when at the latest. */
  private long sleepsUntil;

  private long wakeUps;

  @Inject
  SharedTimers(UncaughtReport report) {
    this.report = report;
  }

  private Thread newThread() {
    Thread created =
        Thread.ofPlatform()
            .daemon()
            .name(THREAD_NAME)
            .inheritInheritableThreadLocals(false)
            .unstarted(this::runAll);
    // Not whatever loader the first caller happens to run with: that may be a bundle that goes.
    created.setContextClassLoader(SharedTimers.class.getClassLoader());
    return created;
  }

  /** Takes the lock without standing in line for it. */
  private void take() {
    for (int tries = 1; !lock.tryLock(); tries++) {
      if (tries % TRIES_BEFORE_YIELD == 0) {
        // Whoever has it may have lost its processor.
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    Objects.requireNonNull(action, "action");
    long nanos = Math.max(0, Durations.saturatedNanos(delay));
    take();
    try {
      if (closed) {
        throw new TemperaException(
            FailureCategory.SHUTTING_DOWN,
            "No timer can be set: the runtime has stopped. Stop what uses it first.");
      }
      long at = System.nanoTime() + nanos;
      PendingAction added = queue.add(at, action);
      if (thread == null) {
        thread = newThread();
        thread.start();
      } else if (sleeping && at - sleepsUntil < 0) {
        wakeUp();
      }
      return added;
    } finally {
      lock.unlock();
    }
  }

  private void wakeUp() {
    // Whoever comes next need not wake it again.
    sleeping = false;
    wakeUps++;
    sooner.signal();
  }

  private void runAll() {
    for (PendingAction due = awaitDue(); due != null; due = awaitDue()) {
      due.run(report);
    }
  }

  /** Waits for the next that is due; null when it is over. */
  private PendingAction awaitDue() {
    lock.lock();
    try {
      queue.skipCancelled();
      while (!closed) {
        PendingAction first = queue.first();
        long left = first == null ? Long.MAX_VALUE : first.at() - System.nanoTime();
        if (left <= 0) {
          queue.removeFirst();
          return first;
        }
        if (sleep(left)) {
          queue.skipCancelled();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sleeps.
   *
   * @return whether the time was over. Woken sooner it does not skip cancelled timers: the one that
   *     it was woken for may be such by now, and the next of its kind would wake it again
   */
  private boolean sleep(long nanos) {
    // Half the range at the most: the difference of two moments must be right.
    long most = Math.min(nanos, Long.MAX_VALUE / 2);
    sleepsUntil = System.nanoTime() + most;
    sleeping = true;
    try {
      return sooner.awaitNanos(most) <= 0;
    } catch (InterruptedException interrupted) {
      // An action's doing, or close: it looks at what there is, either way.
      return false;
    } finally {
      sleeping = false;
    }
  }

  /** How many timers are set. */
  int pending() {
    take();
    try {
      return queue.pending();
    } finally {
      lock.unlock();
    }
  }

  /** How often the thread was woken before it would have been by itself. */
  long wakeUps() {
    take();
    try {
      return wakeUps;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the thread sleeps. */
  boolean isSleeping() {
    take();
    try {
      return sleeping;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets every timer and ends the thread. Idempotent. */
  @Override
  public void close() {
    Thread ending = end();
    if (ending == null || ending == Thread.currentThread()) {
      return;
    }
    ending.interrupt();
    try {
      if (!ending.join(CLOSE_WAIT)) {
        LOG.warn("{} still runs an action after {}: that action blocks", THREAD_NAME, CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread end() {
    take();
    try {
      closed = true;
      queue.clear();
      return thread;
    } finally {
      lock.unlock();
    }
  }
}
