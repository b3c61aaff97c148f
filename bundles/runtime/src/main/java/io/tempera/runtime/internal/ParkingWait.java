package io.tempera.runtime.internal;

import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Parks threads, and unparks them by {@link #wake()} or by a timer.
 *
 * <p>Independent of real time: a deadline is a timer, never a timed park, so the same class serves
 * under virtual time. The waiters stand in a small array that is copied on change: there is mostly
 * one, and with none a wait costs nothing.
 */
public final class ParkingWait implements Wait {
  private static final Waiter[] NOBODY = {};

  private final Timers timers;
  private final AtomicReference<Waiter[]> waiters = new AtomicReference<>(NOBODY);

  /** A wait with nobody waiting, whose deadlines are timers of the given ones. */
  public ParkingWait(Timers timers) {
    this.timers = timers;
  }

  @Override
  public void wake() {
    // Pairs with the fence in add: either the waiter's look sees what was written before this call,
    // however it was written, or the waiter is in the array that is read now.
    VarHandle.fullFence();
    for (Waiter waiter : waiters.get()) {
      waiter.signal();
    }
  }

  @Override
  public void until(BooleanSupplier condition) throws InterruptedException {
    if (condition.getAsBoolean()) {
      return;
    }
    Waiter me = new Waiter(Thread.currentThread());
    add(me);
    try {
      await(me, condition);
    } finally {
      remove(me);
    }
  }

  @Override
  public boolean until(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    if (condition.getAsBoolean()) {
      return true;
    }
    if (!timeout.isPositive()) {
      return false;
    }
    Waiter me = new Waiter(Thread.currentThread());
    add(me);
    Timer deadline = null;
    try {
      deadline = timers.after(timeout, me::expire);
      return await(me, condition);
    } finally {
      if (deadline != null) {
        deadline.cancel();
      }
      remove(me);
    }
  }

  /**
   * Looks, parks, and looks again, until the condition holds or a look after the deadline fails.
   */
  private boolean await(Waiter me, BooleanSupplier condition) throws InterruptedException {
    while (true) {
      boolean last = me.lowerFlag();
      if (condition.getAsBoolean()) {
        return true;
      }
      if (last) {
        return false;
      }
      // The flag, not the permit, decides: a condition that parks for itself may eat a permit.
      while (!me.signalled) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.park(this);
      }
    }
  }

  private void add(Waiter me) {
    waiters.updateAndGet(
        old -> {
          Waiter[] longer = new Waiter[old.length + 1];
          System.arraycopy(old, 0, longer, 0, old.length);
          longer[old.length] = me;
          return longer;
        });
    VarHandle.fullFence();
  }

  private void remove(Waiter me) {
    waiters.updateAndGet(
        old -> {
          if (old.length == 1) {
            return NOBODY;
          }
          Waiter[] shorter = new Waiter[old.length - 1];
          int at = 0;
          for (Waiter other : old) {
            if (other != me) {
              shorter[at++] = other;
            }
          }
          return shorter;
        });
  }

  /** How many wait. */
  int waiting() {
    return waiters.get().length;
  }

  /** One thread in one call of until. */
  private static final class Waiter {
    private final Thread thread;
    private volatile boolean signalled;
    private volatile boolean expired;

    Waiter(Thread thread) {
      this.thread = thread;
    }

    void signal() {
      signalled = true;
      LockSupport.unpark(thread);
    }

    void expire() {
      expired = true;
      signal();
    }

    /**
     * Lowers the flag before a look.
     *
     * @return whether this look is the last: the deadline had passed before it
     */
    boolean lowerFlag() {
      signalled = false;
      return expired;
    }
  }
}
