package io.tempera.benchmarks.chain;

import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import java.util.Optional;

/** Serves a sample's blocks; its headers nobody asks for. */
record ServedBlocks(Sample sample) implements ChainSource {
  @Override
  public Tip tip() {
    return sample.blocks().getLast().header().tip();
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    throw new UnsupportedOperationException("Only blocks are served here");
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    return Optional.of(new Range(sample, sample.index(first), sample.index(last)));
  }

  private static final class Range implements BlockReader {
    private final Sample sample;
    private final int last;
    private int next;

    Range(Sample sample, int first, int last) {
      this.sample = sample;
      this.next = first;
      this.last = last;
    }

    @Override
    public Optional<Encoded> next() {
      return next > last ? Optional.empty() : Optional.of(sample.blocks().get(next++).encoded());
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
