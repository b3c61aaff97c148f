package io.tempera.bearer.internal;

import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs at most one action in each iteration of an event loop: what {@link Turns} does for a
 * channel's batches, for whatever else wants to go on there. An action that wants to go on submits
 * itself again, and the sockets are looked at in between.
 */
final class OneInATurn implements Executor {
  private final SingleThreadEventLoop loop;
  private final Runnable next = this::next;
  private final Runnable endOfIteration = this::iterationEnded;

  // The loop's.
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
  private boolean taken;

  OneInATurn(SingleThreadEventLoop loop) {
    this.loop = loop;
  }

  /**
   * Runs it in a turn of its own. Any thread; never blocks.
   *
   * @throws RejectedExecutionException when the loop has ended
   */
  @Override
  public void execute(Runnable action) {
    loop.execute(() -> take(action));
  }

  private void take(Runnable action) {
    waiting.add(action);
    next();
  }

  private void next() {
    if (!taken && !waiting.isEmpty()) {
      taken = awaitEndOfIteration();
      waiting.remove().run();
    }
  }

  /** False while the loop runs its last tasks: no iteration follows, and no socket is left. */
  private boolean awaitEndOfIteration() {
    try {
      loop.executeAfterEventLoopIteration(endOfIteration);
      return true;
    } catch (RejectedExecutionException lastTasks) {
      return false;
    }
  }

  private void iterationEnded() {
    taken = false;
    if (waiting.isEmpty()) {
      return;
    }
    try {
      // One task, however many wait.
      loop.execute(next);
    } catch (RejectedExecutionException lastTasks) {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    }
  }
}
