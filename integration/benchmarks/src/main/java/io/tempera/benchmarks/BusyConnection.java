package io.tempera.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Keeps bulk going on a subject's connection until it is closed. */
final class BusyConnection implements AutoCloseable {
  private final FutureTask<Void> work;
  private volatile boolean enough;

  private BusyConnection(Subject subject, int messages) throws InterruptedException {
    CountDownLatch moved = new CountDownLatch(1);
    work =
        new FutureTask<>(
            () -> {
              try {
                while (!enough) {
                  subject.bulk(messages);
                  moved.countDown();
                }
              } finally {
                moved.countDown();
              }
              return null;
            });
    Thread.ofPlatform().name("bulk beside round trips").start(work);
    // Once it has gone through, so that it is at its speed.
    moved.await();
  }

  /**
   * Begins, and returns when the first lot has gone through.
   *
   * @param messages in each lot; the next one follows at once
   */
  static BusyConnection with(Subject subject, int messages) throws InterruptedException {
    return new BusyConnection(subject, messages);
  }

  /** Waits for the end of the lot that is under way; throws what went wrong with any. */
  @Override
  public void close() throws Exception {
    enough = true;
    work.get();
  }
}
