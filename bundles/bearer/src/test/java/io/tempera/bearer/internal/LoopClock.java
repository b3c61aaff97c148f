package io.tempera.bearer.internal;

import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.CountDownLatch;

/** Counts the iterations of an event loop, and keeps it going meanwhile. */
final class LoopClock implements AutoCloseable {
  private final SingleThreadEventLoop loop;
  private volatile long iteration;
  private volatile boolean closed;

  LoopClock(SingleThreadEventLoop loop) {
    this.loop = loop;
    loop.executeAfterEventLoopIteration(this::iterationEnded);
  }

  private void iterationEnded() {
    iteration = iteration + 1;
    if (!closed) {
      // Runs in the next iteration, and puts the count at that one's end.
      loop.execute(() -> loop.executeAfterEventLoopIteration(this::iterationEnded));
    }
  }

  /** The number of the present iteration; exact on the loop. */
  long now() {
    return iteration;
  }

  /** Waits until so many iterations have ended. */
  void await(long iterations) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(() -> look(now() + iterations, done));
    done.await();
  }

  private void look(long target, CountDownLatch done) {
    if (iteration >= target) {
      done.countDown();
    } else {
      loop.executeAfterEventLoopIteration(() -> loop.execute(() -> look(target, done)));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
