package io.tempera.runtime.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The scheduler of one task: the JDK gives it the task's continuation whenever the task can go on,
 * never twice before it has run.
 *
 * <p>A task begins beside the loop, where loading its classes holds nobody up, and comes to the
 * loop when it has waited for the first time. If it holds the loop for too long it goes away for a
 * while, {@link #FIRST_ABSENCE} at first, twice as long each time. A machine that is busy lets a
 * loop stand still now and then, which is not the task's fault: a hold after {@link #GOOD_RUNS}
 * without one is forgiven, and what was before it is forgotten.
 */
final class CarriedTask implements Executor {
  static final Duration FIRST_ABSENCE = Duration.ofSeconds(1);
  static final Duration LONGEST_ABSENCE = Duration.ofHours(1);

  /** So many runs between two holds make them strangers to each other. */
  static final int GOOD_RUNS = 1_000;

  private final String name;
  private final LoopCarrier carrier;

  /** Set before the first continuation. */
  private Thread thread;

  private Runnable continuation;
  private boolean begun;

  /** The turn in which it ran last. The loop's. */
  private long lastTurn;

  private volatile boolean away;
  private volatile long awayUntil;

  // The loop's.
  private long runsSinceHold = GOOD_RUNS;
  private Duration absence = FIRST_ABSENCE;

  CarriedTask(String name, LoopCarrier carrier) {
    this.name = name;
    this.carrier = carrier;
  }

  void thread(Thread itsThread) {
    thread = itsThread;
  }

  String name() {
    return name;
  }

  /** The task can go on. Any thread. */
  @Override
  public void execute(Runnable itsContinuation) {
    continuation = itsContinuation;
    if (!begun) {
      begun = true;
      runElsewhere();
    } else if (isAway()) {
      runElsewhere();
    } else {
      carrier.makeReady(this);
    }
  }

  private boolean isAway() {
    if (away && carrier.nanos() - awayUntil >= 0) {
      away = false;
    }
    return away;
  }

  /** Goes on on the JDK's own scheduler. */
  void runElsewhere() {
    carrier.elsewhere().execute(continuation);
  }

  /** Whether it has run in that turn of its loop; notes that it does now. On the loop. */
  boolean hasRunIn(long turn) {
    boolean has = lastTurn == turn;
    lastTurn = turn;
    return has;
  }

  /** Goes on, on the loop, until it waits. */
  void run() {
    runsSinceHold++;
    continuation.run();
  }

  /**
   * It held the loop for too long. Unless that is forgiven, it runs elsewhere from now on, for a
   * while.
   *
   * @return for how long, if so
   */
  Optional<Duration> held(long nowNanos) {
    boolean forgiven = runsSinceHold > GOOD_RUNS;
    runsSinceHold = 0;
    if (forgiven) {
      absence = FIRST_ABSENCE;
      return Optional.empty();
    }
    Duration now = absence;
    awayUntil = nowNanos + now.toNanos();
    away = true;
    Duration twice = now.multipliedBy(2);
    absence = twice.compareTo(LONGEST_ABSENCE) > 0 ? LONGEST_ABSENCE : twice;
    return Optional.of(now);
  }

  /** Where it is in its code, for people. */
  String where() {
    StackTraceElement[] stack = thread.getStackTrace();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(stack.length, 5); i++) {
      text.append(i == 0 ? "at " : ", from ").append(stack[i]);
    }
    return text.isEmpty() ? "about to end" : text.toString();
  }
}
