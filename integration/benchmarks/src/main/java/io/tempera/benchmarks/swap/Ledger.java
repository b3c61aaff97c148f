package io.tempera.benchmarks.swap;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The numbers of one conversation as one side saw them, whichever code ran. It stays when the code
 * is swapped, so that what the code forgets shows.
 */
final class Ledger {
  private final ReentrantLock lock = new ReentrantLock();
  private int begun;
  private long next;
  private long lost;
  private long repeated;
  private int heard;

  /** A half begins at the beginning. */
  void begins() {
    lock.lock();
    try {
      begun++;
      next = 0;
    } finally {
      lock.unlock();
    }
  }

  /** A half carries on, and takes this for the next number. */
  void carriesOn(long number) {
    lock.lock();
    try {
      compare(number);
    } finally {
      lock.unlock();
    }
  }

  /** A message with this number has come. */
  void came(long number, int version) {
    lock.lock();
    try {
      compare(number);
      next = number + 1;
      heard = version;
    } finally {
      lock.unlock();
    }
  }

  private void compare(long number) {
    lost += Math.max(0, number - next);
    repeated += Math.max(0, next - number);
    next = number;
  }

  /** All of it. */
  Account account(int peer) {
    lock.lock();
    try {
      return new Account(peer, begun, next, lost, repeated, heard);
    } finally {
      lock.unlock();
    }
  }
}
