package io.tempera.runtime.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All timers on one platform thread, {@value #THREAD_NAME}, which starts with the first timer.
 *
 * <p>A cancelled timer leaves the queue at once: a connection sets and cancels many long ones.
 */
final class SharedTimers implements Timers, AutoCloseable {
  static final String THREAD_NAME = "tempera-timers";

  /**
   * How long {@link #close} waits for an action that runs; it must not block, so this is plenty.
   */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SharedTimers.class);

  private final UncaughtReport report;
  private final ScheduledThreadPoolExecutor executor;
  private final AtomicReference<Thread> started = new AtomicReference<>();

  @Inject
  SharedTimers(UncaughtReport report) {
    this.report = report;
    this.executor = new ScheduledThreadPoolExecutor(1, this::newThread);
    executor.setRemoveOnCancelPolicy(true);
  }

  private Thread newThread(Runnable body) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(THREAD_NAME)
            .inheritInheritableThreadLocals(false)
            .unstarted(body);
    // Not whatever loader the first caller happens to run with: that may be a bundle that goes.
    thread.setContextClassLoader(SharedTimers.class.getClassLoader());
    started.set(thread);
    return thread;
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    PendingAction pending = new PendingAction(Objects.requireNonNull(action, "action"), report);
    long nanos = Math.max(0, Durations.saturatedNanos(delay));
    try {
      pending.scheduled(executor.schedule(pending, nanos, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException stopped) {
      throw new TemperaException(
          FailureCategory.SHUTTING_DOWN,
          "No timer can be set: the runtime has stopped. Stop what uses it first.");
    }
    return pending;
  }

  /** How many timers are set. */
  int pending() {
    return executor.getQueue().size();
  }

  /** Forgets every timer and ends the thread. Idempotent. */
  @Override
  public void close() {
    executor.shutdownNow();
    // Joined, not awaited through the executor, which calls itself terminated while its thread
    // lives.
    Thread thread = started.get();
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    try {
      if (!thread.join(CLOSE_WAIT)) {
        LOG.warn("{} still runs an action after {}: that action blocks", THREAD_NAME, CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
