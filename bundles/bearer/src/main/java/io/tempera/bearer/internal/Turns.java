package io.tempera.bearer.internal;

import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides when a channel writes: at most once in each iteration of its event loop, and only between
 * a look at the sockets and the next.
 *
 * <p>An iteration polls the sockets, then runs tasks until none is left, up to a second long. A
 * task that submits itself again is therefore run again before any socket is looked at, and whoever
 * writes that way holds up every small protocol on the loop. So a turn that was taken stays taken
 * until the iteration ends; what was asked for meanwhile is submitted there, after the last task,
 * and runs after the next poll.
 *
 * <p>A turn comes right after a read burst, or from a task; never from a writability event or the
 * completion of a write: these only {@linkplain #open open} the gate again.
 */
final class Turns {
  private final SingleThreadEventLoop loop;
  private final Runnable batch;
  private final Runnable task = this::take;
  private final Runnable endOfIteration = this::iterationEnded;

  /** Somebody wants to write. Any thread. */
  private final AtomicBoolean wanted = new AtomicBoolean();

  // The rest belongs to the loop.
  private boolean open;
  private boolean taken;
  private boolean inBurst;

  /**
   * Turns of a channel of this loop; closed at first.
   *
   * @param batch writes one batch; called on the loop, with the turn taken
   */
  Turns(SingleThreadEventLoop loop, Runnable batch) {
    this.loop = loop;
    this.batch = batch;
  }

  /** Asks for a turn. Any thread; never blocks; many requests before the turn are one. */
  void request() {
    if (wanted.getAndSet(true)) {
      return;
    }
    boolean lookedAtLater = loop.inEventLoop() && (inBurst || taken || !open);
    if (!lookedAtLater) {
      submit();
    }
  }

  /** Bytes arrive; their end will look at what is wanted. On the loop. */
  void burstBegan() {
    inBurst = true;
  }

  /** The bytes at hand have been passed on: a good moment for a batch. On the loop. */
  void burstEnded() {
    inBurst = false;
    take();
  }

  /** The transport takes bytes again. On the loop; writes nothing itself. */
  void open() {
    open = true;
    if (wanted.get() && !taken && !inBurst) {
      submit();
    }
  }

  /** The transport takes no bytes for now. On the loop. */
  void close() {
    open = false;
  }

  private void take() {
    if (!open || taken || !wanted.get()) {
      return;
    }
    taken = true;
    loop.executeAfterEventLoopIteration(endOfIteration);
    // Before the batch is made: a request from then on is for the next one.
    wanted.set(false);
    batch.run();
  }

  private void iterationEnded() {
    taken = false;
    if (open && wanted.get()) {
      submit();
    }
  }

  private void submit() {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and its channels with it: nobody will write any more.
      assert loop.isShuttingDown();
    }
  }
}
