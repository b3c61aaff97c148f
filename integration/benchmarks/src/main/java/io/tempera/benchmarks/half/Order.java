package io.tempera.benchmarks.half;

import java.util.concurrent.CompletableFuture;

/**
 * Some work for a half.
 *
 * @param amount how many round trips or messages, at least 1
 * @param nanos how long each part of it took, once it is done
 */
public record Order(int amount, CompletableFuture<long[]> nanos) {
  /** The work, on the half's thread. */
  @FunctionalInterface
  public interface Work {
    /** Does so much of it, and tells how many nanoseconds each part took. */
    long[] carryOut(int amount) throws InterruptedException;
  }

  /** Does the work and tells how long it took. */
  void carryOut(Work work) throws InterruptedException {
    nanos.complete(work.carryOut(amount));
  }
}
