package io.tempera.benchmarks.chain;

import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for the blocks of a chain. For one thread. */
final class Arrivals implements AutoCloseable {
  private static final long MINUTES = 10;

  private final ChainSource chain;
  private final ChainReader reader;
  private final Semaphore news = new Semaphore(0);
  private volatile long cameAt;

  Arrivals(ChainSource chain) {
    this.chain = chain;
    this.reader = chain.reader(ReadPosition.START, this::tell);
  }

  /**
   * At once, on the thread that has brought the block: how the waiting one wakes is not counted.
   */
  private void tell() {
    cameAt = System.nanoTime();
    news.release();
  }

  /**
   * Blocks until the chain has come to a block.
   *
   * @param blockNo its number
   * @return when the chain changed last, as {@link System#nanoTime} says it
   */
  long await(long blockNo) throws InterruptedException {
    readOn();
    while (!hasCome(blockNo)) {
      if (!news.tryAcquire(MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("No block for " + MINUTES + " minutes, at " + chain.tip());
      }
      readOn();
    }
    return cameAt;
  }

  private boolean hasCome(long blockNo) {
    Tip tip = chain.tip();
    return !tip.equals(Tip.ORIGIN) && tip.blockNo() >= blockNo;
  }

  /** To the end, so that there is news again. */
  private void readOn() {
    while (reader.next().isPresent()) {
      // Only its end counts.
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
