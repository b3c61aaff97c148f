package io.tempera.benchmarks.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArrivalsTest {
  private static final List<Block> BLOCKS = Sample.of(3, 0).blocks();

  /** A chain that has a block before it tells anybody. */
  private static final class SlowToTell implements ChainSource, ChainReader {
    private Runnable news = () -> {};
    private volatile int length;
    private int read;

    void extend() {
      length++;
    }

    void tell() {
      news.run();
    }

    @Override
    public Tip tip() {
      return length == 0 ? Tip.ORIGIN : BLOCKS.get(length - 1).header().tip();
    }

    @Override
    public ChainReader reader(ReadPosition from, Runnable toNews) {
      news = toNews;
      return this;
    }

    @Override
    public Optional<ChainChange> next() {
      return read == length
          ? Optional.empty()
          : Optional.of(new ChainChange.RollForward(BLOCKS.get(read++).header().encoded(), tip()));
    }

    @Override
    public Optional<BlockReader> blocks(Point first, Point last) {
      throw new UnsupportedOperationException("Only headers are read");
    }

    @Override
    public Optional<Point> intersect(List<Point> points) {
      throw new UnsupportedOperationException("It is read from its beginning");
    }

    @Override
    public ReadPosition position() {
      throw new UnsupportedOperationException("Nobody goes on from here");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private final SlowToTell chain = new SlowToTell();

  @Test
  void aBlockThatIsThereBeforeItsNewsHasTheTimeOfItsNewsNotThatOfTheBlockBefore() throws Exception {
    try (Arrivals arrivals = new Arrivals(chain)) {
      chain.extend();
      chain.tell();
      arrivals.await(0);
      long began = System.nanoTime();
      chain.extend();
      FutureTask<Long> came = new FutureTask<>(() -> arrivals.await(1));
      Thread waiting = Thread.ofPlatform().start(came);
      while (waiting.getState() != Thread.State.TIMED_WAITING && !came.isDone()) {
        Thread.onSpinWait();
      }
      chain.tell();

      assertThat(came.get()).isBetween(began, System.nanoTime());
    }
  }

  @Test
  void blocksThatWereThereBeforeHaveCome() throws Exception {
    chain.extend();
    chain.extend();
    long before = System.nanoTime();
    try (Arrivals arrivals = new Arrivals(chain)) {
      assertThat(arrivals.await(0)).isBetween(before, System.nanoTime());
      assertThat(arrivals.await(1)).isBetween(before, System.nanoTime());
    }
  }
}
