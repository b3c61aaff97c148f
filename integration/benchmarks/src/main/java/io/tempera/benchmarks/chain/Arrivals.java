package io.tempera.benchmarks.chain;

import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for the blocks of a chain. Whoever waits is one thread; who brings blocks is any. */
final class Arrivals implements AutoCloseable {
  private static final long MINUTES = 10;

  /** Where the chain ended when its reader was told last, and when that was. */
  private record Arrival(Tip tip, long nanos) {
    boolean isAt(long blockNo) {
      return !tip.point().equals(Point.ORIGIN) && tip.blockNo() >= blockNo;
    }
  }

  private final ChainReader reader;
  private final Semaphore news = new Semaphore(0);
  private volatile Arrival last = new Arrival(Tip.ORIGIN, 0);

  Arrivals(ChainSource chain) {
    this.reader = chain.reader(ReadPosition.START, this::tell);
    tell();
  }

  /**
   * At once, on the thread that has brought the block: how the waiting one wakes is not counted.
   * Reads here, not there, and to the end before it says anything: whoever goes by the chain itself
   * sees a block before its news, and would take the time of the one before it.
   */
  private synchronized void tell() {
    long now = System.nanoTime();
    Tip tip = last.tip();
    for (Optional<ChainChange> change = reader.next(); change.isPresent(); change = reader.next()) {
      tip = change.get().tip();
    }
    last = new Arrival(tip, now);
    news.release();
  }

  /**
   * Blocks until the chain has come to a block.
   *
   * @param blockNo its number
   * @return when there was news of it, or of the last block that has come since, as {@link
   *     System#nanoTime} says it
   */
  long await(long blockNo) throws InterruptedException {
    Arrival now = last;
    while (!now.isAt(blockNo)) {
      if (!news.tryAcquire(MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("No block for " + MINUTES + " minutes, at " + now.tip());
      }
      now = last;
    }
    return now.nanos();
  }

  @Override
  public synchronized void close() {
    reader.close();
  }
}
