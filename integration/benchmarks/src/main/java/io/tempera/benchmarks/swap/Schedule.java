package io.tempera.benchmarks.swap;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When the questions of one conversation are due, and how long their answers were waited for. A
 * wait begins when the question is due, not when it is asked: what keeps the code from asking
 * counts. Of a wait that spans two windows each has its own part.
 */
final class Schedule {
  private final ReentrantLock lock = new ReentrantLock();
  private final long pace;
  private long due;
  private long from;
  private long longest;

  /**
   * Nothing was asked yet.
   *
   * @param first when the first question is due; nanoseconds
   */
  Schedule(Duration pace, long first) {
    this.pace = pace.toNanos();
    this.due = first;
    this.from = first;
  }

  /** How long it is to the next question; zero when it is due. */
  Duration untilDue(long now) {
    lock.lock();
    try {
      return Duration.ofNanos(Math.max(0, due - now));
    } finally {
      lock.unlock();
    }
  }

  /** The answer is there. Questions that were due meanwhile are left out. */
  void answered(long now) {
    lock.lock();
    try {
      longest = Math.max(longest, waited(now));
      due += pace * (1 + Math.max(0, now - due) / pace);
    } finally {
      lock.unlock();
    }
  }

  /** A window begins: nothing before it counts any more. */
  void begin(long now) {
    lock.lock();
    try {
      from = now;
      longest = 0;
    } finally {
      lock.unlock();
    }
  }

  /** The longest wait in the window so far, one that goes on included; nanoseconds. */
  long longest(long now) {
    lock.lock();
    try {
      return Math.max(longest, waited(now));
    } finally {
      lock.unlock();
    }
  }

  private long waited(long now) {
    return now - Math.max(due, from);
  }
}
