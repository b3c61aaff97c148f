package io.tempera.nodekit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who in a node is at work: tasks that do not wait for anything, events that are being handled,
 * timers that were due. Whoever is woken counts as at work from the call that wakes it, so that
 * there is no moment at which nobody seems to be.
 */
final class Activity {
  /** Plenty for a node that does what it was woken for. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allRest = lock.newCondition();
  private final Set<Actor> busy = new HashSet<>();
  private final ThreadLocal<Actor> current = new ThreadLocal<>();

  /**
   * Somebody who works now and then.
   *
   * @param name for the message when it works for ever
   */
  static final class Actor {
    private final String name;
    private boolean over;

    Actor(String name) {
      this.name = name;
    }
  }

  /** Those who rest in one wait, and how often they were woken. */
  static final class Resting {
    private final Set<Actor> actors = new HashSet<>();
    private long wakes;
  }

  /** Somebody begins to work, unless it has ended. */
  void begins(Actor actor) {
    locked(
        () -> {
          if (!actor.over) {
            busy.add(actor);
          }
        });
  }

  /**
   * Somebody is interrupted, and will work: if it rests from now on, it is known to be interrupted.
   *
   * @param interrupt interrupts its thread; must not block
   */
  void interrupts(Actor actor, Runnable interrupt) {
    locked(
        () -> {
          begins(actor);
          interrupt.run();
        });
  }

  /** Somebody will not work any more. */
  void ends(Actor actor) {
    locked(
        () -> {
          actor.over = true;
          finished(actor);
        });
  }

  /** Runs a task's body as its actor, which was begun before. */
  void as(Actor actor, Runnable body) {
    current.set(actor);
    try {
      body.run();
    } finally {
      current.remove();
      ends(actor);
    }
  }

  /** How often a wait was woken: to be asked before its condition is looked at. */
  long wakes(Resting resting) {
    lock.lock();
    try {
      return resting.wakes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The calling task is about to park, for its condition did not hold.
   *
   * @param seen what {@link #wakes} said before the look; if it was woken since, it looks again,
   *     and if it was interrupted, it does not park
   */
  void rests(Resting resting, long seen) {
    Actor me = current.get();
    if (me == null) {
      return;
    }
    locked(
        () -> {
          if (resting.wakes == seen && !Thread.currentThread().isInterrupted()) {
            resting.actors.add(me);
            finished(me);
          }
        });
  }

  /** The calling task goes on. */
  void goesOn(Resting resting) {
    Actor me = current.get();
    if (me != null) {
      locked(
          () -> {
            resting.actors.remove(me);
            busy.add(me);
          });
    }
  }

  /** Everybody who rests there is going to look again. */
  void wake(Resting resting) {
    locked(
        () -> {
          resting.wakes++;
          busy.addAll(resting.actors);
          resting.actors.clear();
        });
  }

  /**
   * Waits until nobody works.
   *
   * @throws AssertionError with the names of those who do, after a long time
   */
  void awaitRest() throws InterruptedException {
    long left = LIMIT.toNanos();
    lock.lockInterruptibly();
    try {
      while (!busy.isEmpty()) {
        if (left <= 0) {
          List<String> names = new ArrayList<>();
          busy.forEach(actor -> names.add(actor.name));
          throw new AssertionError("Still at work after " + LIMIT + ": " + names);
        }
        left = allRest.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void finished(Actor actor) {
    busy.remove(actor);
    if (busy.isEmpty()) {
      allRest.signalAll();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
