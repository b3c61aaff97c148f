package io.tempera.inbound.governor.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.runtime.Tasks;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes turns one at a time, in the order in which they were posted, in a task that ends when
 * nothing waits any more. Whoever posts never waits for a turn: the event loop that says what
 * happened on a connection goes on, however slow those are who are told of it. An idle line holds
 * no task.
 *
 * <p>It is as long as the posters allow: see {@link Follower} for how long that is.
 */
final class Line {
  private final Tasks tasks;
  private final ConnectionId connection;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger length = new AtomicInteger();

  /** An empty line. */
  Line(Tasks tasks, ConnectionId connection) {
    this.tasks = tasks;
    this.connection = connection;
  }

  /** Adds a turn. What it throws is reported by its task, and another one takes the next. */
  void post(Runnable turn) {
    waiting.add(turn);
    if (length.getAndIncrement() == 0) {
      next();
    }
  }

  /** How many turns wait or are being taken. */
  int length() {
    return length.get();
  }

  /** The name is made when it is needed: most lines are idle. */
  private void next() {
    tasks.start(connection + " inbound governor", this::takeAll);
  }

  private void takeAll() {
    boolean thrown = true;
    try {
      do {
        waiting.remove().run();
      } while (length.decrementAndGet() > 0);
      thrown = false;
    } finally {
      if (thrown && length.decrementAndGet() > 0) {
        next();
      }
    }
  }
}
