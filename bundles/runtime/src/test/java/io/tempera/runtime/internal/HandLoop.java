package io.tempera.runtime.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An event loop with a thread and no sockets: one action in a turn, until it is ended. It can be
 * told to lose what it is given, as a loop that ends may.
 */
final class HandLoop implements Executor, AutoCloseable {
  private final BlockingQueue<Runnable> actions = new LinkedBlockingQueue<>();
  private final AtomicLong turns = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("hand-loop").unstarted(this::turn);
  private volatile boolean ended;
  private volatile boolean losing;

  HandLoop() {
    thread.start();
  }

  private void turn() {
    try {
      while (!ended) {
        Runnable action = actions.take();
        turns.incrementAndGet();
        action.run();
      }
    } catch (InterruptedException e) {
      ended = true;
    }
  }

  @Override
  public void execute(Runnable action) {
    if (ended) {
      throw new RejectedExecutionException();
    }
    if (!losing) {
      actions.add(action);
    }
  }

  /** How many turns there have been. */
  long turns() {
    return turns.get();
  }

  /** From now on what it takes is lost. */
  void lose() {
    losing = true;
  }

  /** Ends after the present action; what it was given and has not run is lost. */
  void end() {
    ended = true;
    actions.add(() -> {});
  }

  @Override
  public void close() throws InterruptedException {
    end();
    thread.join();
  }
}
