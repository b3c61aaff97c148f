package io.tempera.benchmarks.chain;

import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.List;
import java.util.Optional;

/** Serves a sample's headers again and again, as if they were a chain without end. */
final class ServedHeaders implements ChainSource {
  private final Sample sample;
  private final Tip tip;

  ServedHeaders(Sample sample) {
    this.sample = sample;
    // So far away that nobody comes to the end.
    this.tip = new Tip(sample.blocks().getLast().point(), Long.MAX_VALUE);
  }

  @Override
  public Tip tip() {
    return tip;
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    return new Reader();
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    throw new UnsupportedOperationException("Only headers are served here");
  }

  private final class Reader implements ChainReader {
    private int next;
    private boolean begun;

    @Override
    public Optional<Point> intersect(List<Point> points) {
      begun = false;
      return Optional.of(Point.ORIGIN);
    }

    @Override
    public Optional<ChainChange> next() {
      if (!begun) {
        begun = true;
        return Optional.of(new ChainChange.RollBackward(Point.ORIGIN, tip));
      }
      int index = next;
      next = (next + 1) % sample.blocks().size();
      return Optional.of(
          new ChainChange.RollForward(sample.blocks().get(index).header().encoded(), tip));
    }

    @Override
    public Tip tip() {
      return tip;
    }

    @Override
    public ReadPosition position() {
      return ReadPosition.START;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
