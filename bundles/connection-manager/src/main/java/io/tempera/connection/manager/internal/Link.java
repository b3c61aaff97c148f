package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.mux.Mux;
import io.tempera.runtime.Task;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an entry holds of the outside world: the task that opens it, its bearer, its multiplexer.
 * Closing it is possible at every moment, and nothing that comes later escapes.
 */
final class Link {
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable gone;
  private Optional<Task> attempt = Optional.empty();
  private Optional<Bearer> bearer = Optional.empty();
  private Optional<Mux> mux = Optional.empty();
  private boolean attempted;
  private boolean closed;

  /**
   * With nothing in it.
   *
   * @param gone is called when nothing is held any more; may be called again
   */
  Link(Runnable gone) {
    this.gone = gone;
  }

  /** The task that opens it. */
  void attemptedBy(Task task) {
    locked(
        () -> {
          if (!attempted) {
            attempt = Optional.of(task);
          }
        });
  }

  /** The attempt is over, one way or the other: its task is not to be interrupted any more. */
  void attemptOver() {
    locked(
        () -> {
          attempted = true;
          attempt = Optional.empty();
        });
  }

  /** Nothing was opened. */
  void failed() {
    attemptOver();
    gone.run();
  }

  /**
   * A bearer is there.
   *
   * @return whether it is still wanted; otherwise it is closed
   */
  boolean hold(Bearer opened) {
    lock.lock();
    try {
      if (!closed) {
        bearer = Optional.of(opened);
        return true;
      }
    } finally {
      lock.unlock();
    }
    opened.close();
    gone.run();
    return false;
  }

  /** Whether it has not been closed. */
  boolean isOpen() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** A multiplexer has the bearer now; from here on its end is the end of the link. */
  void hold(Mux created, Bearer under) {
    boolean unwanted;
    lock.lock();
    try {
      mux = Optional.of(created);
      unwanted = closed;
    } finally {
      lock.unlock();
    }
    created.whenEnded(
        end -> {
          under.close();
          gone.run();
        });
    if (unwanted) {
      created.stop();
    }
  }

  /**
   * Ends everything. What a multiplexer was asked to send before, such as a refusal, it may still
   * send, within its own limit. Never blocks; idempotent.
   */
  void close() {
    Optional<Task> task;
    Optional<Mux> running;
    Optional<Bearer> open;
    lock.lock();
    try {
      closed = true;
      task = attempt;
      attempt = Optional.empty();
      running = mux;
      open = bearer;
    } finally {
      lock.unlock();
    }
    task.ifPresent(Task::interrupt);
    if (running.isPresent()) {
      running.get().stop();
    } else if (open.isPresent()) {
      open.get().close();
      gone.run();
    }
  }

  /** Closes the bearer, whatever else is still to be sent. */
  void reset() {
    lock.lock();
    Optional<Bearer> open;
    try {
      closed = true;
      open = bearer;
    } finally {
      lock.unlock();
    }
    open.ifPresent(Bearer::close);
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
