package io.tempera.nodekit;

import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The time of a node that stands still until its test moves it. Nothing is late because a machine
 * is slow, and nobody waits for 97 s.
 *
 * <p>What comes of bytes is no affair of its own: a test that has sent some waits for what they
 * bring about, on the wire or in a trace, before it moves the time.
 */
public final class NodeTime implements Clock, Timers {
  /** Some 146 years: whoever waits for longer waits for ever. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final TemperaRuntime own;
  private final Activity activity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition another = lock.newCondition();
  private final PriorityQueue<HeldTimer> held =
      new PriorityQueue<>(
          Comparator.comparingLong(HeldTimer::due).thenComparingLong(HeldTimer::order));
  private final long began;
  private final Instant beganAt;
  private long now;
  private long set;
  private boolean flows;
  private long flowsSince;

  NodeTime(TemperaRuntime own, Activity activity) {
    this.own = own;
    this.activity = activity;
    this.began = own.clock().nanos();
    this.beganAt = own.clock().wallTime();
    this.now = began;
  }

  private record HeldTimer(long due, long order, AtomicReference<Runnable> action, NodeTime time)
      implements Timer {
    @Override
    public boolean cancel() {
      time.forget(this);
      return action.getAndSet(null) != null;
    }

    void fire() {
      Optional.ofNullable(action.getAndSet(null)).ifPresent(Runnable::run);
    }
  }

  /** How much time has passed in the node. */
  public Duration passed() {
    return Duration.ofNanos(nanos() - began);
  }

  /**
   * Lets time pass: every timer that falls due meanwhile fires at its own moment, in order, and the
   * next not before everybody rests whom it woke.
   *
   * @throws AssertionError when somebody does not come to rest
   */
  public void advance(Duration duration) throws InterruptedException {
    activity.awaitRest();
    long target = nanos() + duration.toNanos();
    for (var due = next(target); due.isPresent(); due = next(target)) {
      due.get().fire();
      activity.awaitRest();
    }
  }

  /**
   * Waits until a timer is set that falls due in exactly so long: how a test sees that bytes have
   * arrived of which nothing is said.
   *
   * @throws AssertionError when there is none after a long time
   */
  public void awaitTimerIn(Duration duration) throws InterruptedException {
    long left = Activity.LIMIT.toNanos();
    lock.lockInterruptibly();
    try {
      long due = now + duration.toNanos();
      while (held.stream().noneMatch(timer -> timer.due() == due)) {
        if (left <= 0) {
          throw new AssertionError("No timer is set that falls due in " + duration);
        }
        left = another.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next timer that is due, at its time; without one, it is the target's time. */
  private Optional<HeldTimer> next(long target) {
    lock.lock();
    try {
      HeldTimer first = held.peek();
      if (first == null || first.due() > target) {
        now = target;
        return Optional.empty();
      }
      now = Math.max(now, first.due());
      return Optional.of(held.remove());
    } finally {
      lock.unlock();
    }
  }

  /** From now on it passes as everywhere: a node that is to stop may wait for what it likes. */
  void flow() {
    lock.lock();
    try {
      flows = true;
      flowsSince = own.clock().nanos();
      while (!held.isEmpty()) {
        HeldTimer timer = held.remove();
        own.timers().after(Duration.ofNanos(timer.due() - now), timer::fire);
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(HeldTimer timer) {
    lock.lock();
    try {
      held.remove(timer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    lock.lock();
    try {
      if (flows) {
        return own.timers().after(delay, action);
      }
      if (delay.isPositive()) {
        long due = now + (delay.compareTo(LONGEST) < 0 ? delay : LONGEST).toNanos();
        HeldTimer timer = new HeldTimer(due, set++, new AtomicReference<>(action), this);
        held.add(timer);
        another.signalAll();
        return timer;
      }
    } finally {
      lock.unlock();
    }
    return atOnce(action);
  }

  private Timer atOnce(Runnable action) {
    Activity.Actor actor = new Activity.Actor("a timer");
    activity.begins(actor);
    Timer timer =
        own.timers()
            .after(
                Duration.ZERO,
                () -> {
                  try {
                    action.run();
                  } finally {
                    activity.ends(actor);
                  }
                });
    return () -> {
      boolean cancelled = timer.cancel();
      if (cancelled) {
        activity.ends(actor);
      }
      return cancelled;
    };
  }

  @Override
  public long nanos() {
    lock.lock();
    try {
      return flows ? now + own.clock().nanos() - flowsSince : now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant wallTime() {
    return beganAt.plusNanos(nanos() - began);
  }
}
