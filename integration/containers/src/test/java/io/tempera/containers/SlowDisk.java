package io.tempera.containers;

import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A chain on a disk whose reads take their time, until it is told to be fast: so a catch-up lasts
 * for as long as a test needs, with all requests outstanding that there may be.
 */
final class SlowDisk implements ChainSource {
  private static final long READ_MS = 2;

  private final ChainSource chain;
  private final CountDownLatch fast = new CountDownLatch(1);

  SlowDisk(ChainSource chain) {
    this.chain = chain;
  }

  /** From now on nothing takes time. */
  void beFast() {
    fast.countDown();
  }

  @Override
  public Tip tip() {
    return chain.tip();
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    ChainReader reader = chain.reader(from, news);
    return new ChainReader() {
      @Override
      public Optional<Point> intersect(List<Point> points) {
        return reader.intersect(points);
      }

      @Override
      public Optional<ChainChange> next() {
        read();
        return reader.next();
      }

      @Override
      public Tip tip() {
        return reader.tip();
      }

      @Override
      public ReadPosition position() {
        return reader.position();
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    return chain.blocks(first, last).map(this::slowed);
  }

  private BlockReader slowed(BlockReader blocks) {
    return new BlockReader() {
      @Override
      public Optional<Encoded> next() {
        read();
        return blocks.next();
      }

      @Override
      public void close() {
        blocks.close();
      }
    };
  }

  private void read() {
    try {
      fast.await(READ_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException ends) {
      // The half notices at its next message.
      Thread.currentThread().interrupt();
    }
  }
}
