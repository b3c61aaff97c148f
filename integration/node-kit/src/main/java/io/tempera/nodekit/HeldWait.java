package io.tempera.nodekit;

import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** A wait whose deadlines are timers of a node's held time, and which says who rests in it. */
final class HeldWait implements Wait {
  private final Wait own;
  private final Timers timers;
  private final Activity activity;
  private final Activity.Resting resting = new Activity.Resting();

  HeldWait(Wait own, Timers timers, Activity activity) {
    this.own = own;
    this.timers = timers;
    this.activity = activity;
  }

  @Override
  public void wake() {
    activity.wake(resting);
    own.wake();
  }

  @Override
  public void until(BooleanSupplier condition) throws InterruptedException {
    try {
      own.until(() -> look(condition));
    } finally {
      activity.goesOn(resting);
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
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean held = new AtomicBoolean();
    Timer deadline =
        timers.after(
            timeout,
            () -> {
              over.set(true);
              wake();
            });
    try {
      until(
          () -> {
            held.set(condition.getAsBoolean());
            return held.get() || over.get();
          });
      return held.get();
    } finally {
      deadline.cancel();
    }
  }

  private boolean look(BooleanSupplier condition) {
    long seen = activity.wakes(resting);
    if (condition.getAsBoolean()) {
      return true;
    }
    activity.rests(resting, seen);
    return false;
  }
}
