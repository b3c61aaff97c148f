package io.tempera.benchmarks.half;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where whoever measures leaves work for a half, one order at a time, and waits until it is done.
 * The half takes the time: how the work gets to it is not counted.
 */
public final class Desk {
  /** Longer than any run: without it, one that hangs would hang for ever. */
  private static final long MINUTES = 10;

  /** Null while there is nothing to do. */
  private final AtomicReference<Order> order = new AtomicReference<>();

  private final CompletableFuture<Runnable> bell = new CompletableFuture<>();

  /** A desk without a half. */
  public Desk() {}

  /**
   * A half sits down.
   *
   * @param wake called when there is work; must not block
   */
  public void sitDown(Runnable wake) {
    bell.complete(wake);
  }

  /** Leaves work, and waits for its end: how many nanoseconds each part of it took. */
  public long[] order(int amount) throws InterruptedException {
    Order placed = new Order(amount, new CompletableFuture<>());
    try {
      Runnable wake = bell.get(MINUTES, TimeUnit.MINUTES);
      order.set(placed);
      wake.run();
      return placed.nanos().get(MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Not done after " + MINUTES + " minutes", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The half ended before its work was done", e.getCause());
    }
  }

  /** Whether there is work. */
  public boolean hasOrder() {
    return order.get() != null;
  }

  /**
   * Does the work that is there, if any. What ends it early is told to whoever waits, and thrown.
   */
  public void carryOut(Order.Work work) throws InterruptedException {
    Order taken = order.getAndSet(null);
    if (taken == null) {
      return;
    }
    try {
      taken.carryOut(work);
    } catch (InterruptedException | RuntimeException | Error e) {
      taken.nanos().completeExceptionally(e);
      throw e;
    }
  }
}
