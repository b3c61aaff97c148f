package io.tempera.testkit;

import io.tempera.runtime.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * One platform thread, a queue of virtual threads that can run, and an ordered set of timers.
 *
 * <p>A step runs one virtual thread until it parks, or one timer that is due. Unshuffled, whoever
 * could run first runs first. Shuffled, a dice picks, but due timers keep their order among each
 * other, as they would on the one thread that real timers share.
 */
final class VirtualScheduler implements Executor {
  /** Where time begins: not at zero, so that nothing can mistake a time for a duration. */
  static final long START_NANOS = 5_000_000_000L;

  private final Thread owner = Thread.currentThread();
  private final Optional<SeededChance> shuffle;
  private final ArrayDeque<Ready> ready = new ArrayDeque<>();
  private final TreeSet<VirtualTimer> timers = new TreeSet<>();
  private long nowNanos = START_NANOS;
  private long sequence;
  private long steps;

  /** What a thread that is not ours tried to do; written by that thread. */
  private volatile Throwable foreign;

  VirtualScheduler(Optional<SeededChance> shuffle) {
    this.shuffle = shuffle;
  }

  long nowNanos() {
    return nowNanos;
  }

  long steps() {
    return steps;
  }

  boolean onOwner() {
    return Thread.currentThread() == owner;
  }

  /** Makes a virtual thread able to run: called by the JDK on start, unpark and yield. */
  @Override
  public void execute(Runnable continuation) {
    refuseForeigners("woke or started a task");
    ready.add(new Ready(sequence++, continuation));
  }

  Timer after(long delayNanos, Runnable action) {
    refuseForeigners("set a timer");
    Thread thread = Thread.currentThread();
    String setBy = thread == owner ? "the test or a timer" : "task '" + thread.getName() + "'";
    VirtualTimer timer =
        new VirtualTimer(this, nowNanos + Math.max(0, delayNanos), sequence++, action, setBy);
    timers.add(timer);
    return timer;
  }

  boolean cancel(VirtualTimer timer) {
    refuseForeigners("cancelled a timer");
    return timers.remove(timer);
  }

  /**
   * Runs one thing that can run at the present time.
   *
   * @return false when there is none
   */
  boolean step() {
    Optional<VirtualTimer> due = nextTimer().filter(timer -> timer.dueNanos <= nowNanos);
    int choices = ready.size() + (due.isPresent() ? 1 : 0);
    if (choices == 0) {
      return false;
    }
    steps++;
    int pick =
        shuffle.map(chance -> (int) chance.below(choices)).orElseGet(() -> whoCouldFirst(due));
    if (pick == ready.size()) {
      VirtualTimer timer = due.orElseThrow();
      timers.remove(timer);
      timer.run();
      return true;
    }
    for (int i = 0; i < pick; i++) {
      ready.add(ready.remove());
    }
    ready.remove().continuation.run();
    return true;
  }

  /** The place of the first thread, or that of the timer, which is one past the last thread. */
  private int whoCouldFirst(Optional<VirtualTimer> due) {
    boolean timer =
        due.isPresent() && (ready.isEmpty() || due.get().sequence < ready.element().sequence);
    return timer ? ready.size() : 0;
  }

  Optional<VirtualTimer> nextTimer() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first());
  }

  /** Moves time; never beyond a timer that has not run, never while something can run. */
  void moveTo(long nanos) {
    nowNanos = nanos;
  }

  List<String> pendingTimers() {
    List<String> lines = new ArrayList<>();
    timers.forEach(timer -> lines.add(timer.describe(nowNanos)));
    return lines;
  }

  /** What a foreign thread did, once. */
  Optional<Throwable> takeForeign() {
    Optional<Throwable> seen = Optional.ofNullable(foreign);
    if (seen.isPresent()) {
      foreign = null;
    }
    return seen;
  }

  private void refuseForeigners(String did) {
    Thread carrier = CarrierThreads.current();
    if (carrier != owner) {
      IllegalStateException refused =
          new IllegalStateException(
              "Thread '"
                  + Thread.currentThread().getName()
                  + "' (on platform thread '"
                  + carrier.getName()
                  + "') "
                  + did
                  + " in a virtual runtime that belongs to '"
                  + owner.getName()
                  + "': only its own tasks, timers and test may"
                  + hint(Thread.currentThread().getName()));
      foreign = refused;
      throw refused;
    }
  }

  /** The JDK's own threads betray what somebody did. */
  private static String hint(String threadName) {
    return switch (threadName) {
      case "VirtualThread-unparker" ->
          ". The JDK ended a sleep or a timed wait: wait with io.tempera.runtime.Wait";
      case "VirtualThread-unblocker" ->
          ". A monitor was held across something that parks: use a ReentrantLock";
      default -> "";
    };
  }

  private record Ready(long sequence, Runnable continuation) {}
}
