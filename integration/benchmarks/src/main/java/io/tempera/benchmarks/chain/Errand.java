package io.tempera.benchmarks.chain;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where whoever measures leaves work for a follower, which its half calls: so many blocks or
 * headers, one errand at a time. The half takes the time: how the work gets to it is not counted.
 */
final class Errand {
  /** Longer than any run: without it, one that hangs would hang for ever. */
  private static final long MINUTES = 10;

  private static final int NONE = 0;

  private record Work(int amount, CompletableFuture<Long> nanos) {}

  private final CompletableFuture<Runnable> news = new CompletableFuture<>();
  private final AtomicReference<Work> left = new AtomicReference<>(work(NONE));

  /** What the half is at; its own. */
  private Work taken = work(NONE);

  private long began;

  private static Work work(int amount) {
    return new Work(amount, new CompletableFuture<>());
  }

  /** A follower is there. */
  void listen(Runnable toNews) {
    news.complete(toNews);
  }

  /** Leaves work, and waits for its end: how many nanoseconds it took. */
  long run(int amount) throws InterruptedException {
    Work work = work(amount);
    try {
      Runnable bell = news.get(MINUTES, TimeUnit.MINUTES);
      left.set(work);
      bell.run();
      return work.nanos().get(MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Not done after " + MINUTES + " minutes", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The half ended before its work was done", e.getCause());
    }
  }

  /** How much is to be done, if there is new work: it begins now. */
  OptionalInt take() {
    Work found = left.get();
    if (found == taken || found.amount() == NONE) {
      return OptionalInt.empty();
    }
    taken = found;
    began = System.nanoTime();
    return OptionalInt.of(found.amount());
  }

  /** What was taken is done. */
  void done() {
    taken.nanos().complete(System.nanoTime() - began);
  }

  /** The follower is closed: what is not done never will be. */
  void end() {
    left.get().nanos().completeExceptionally(new IllegalStateException("its follower was closed"));
  }
}
