package io.tempera.benchmarks.chain;

import io.tempera.bearer.ConnectionId;
import io.tempera.benchmarks.wire.Shape;
import io.tempera.benchmarks.wire.Window;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for a sample's blocks from the first one on, as many as it is told, at the pace of plain
 * Netty's window; of each it looks at the size.
 */
final class FetchedBlocks implements ChainFollower, BlockFollower {
  private final Sample sample;
  private final Errand errand = new Errand();
  private Window window = new Window(Shape.BLOCKS.window(), 0);
  private int asked;
  private int came;

  FetchedBlocks(Sample sample) {
    this.sample = sample;
  }

  /** Has so many blocks fetched; see {@link Errand#run}. */
  long fetch(int count) throws InterruptedException {
    return errand.run(count);
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable news) {
    throw new UnsupportedOperationException("Only blocks are fetched here");
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable news) {
    return Optional.empty();
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable news) {
    errand.listen(news);
    return this;
  }

  @Override
  public Optional<FetchRange> next() {
    OptionalInt work = errand.take();
    if (work.isPresent()) {
      window = new Window(Shape.BLOCKS.window(), work.getAsInt());
      asked = 0;
      came = 0;
    }
    if (!window.hasRoom()) {
      return Optional.empty();
    }
    int first = asked;
    int count = window.ask();
    asked += count;
    return Optional.of(new FetchRange(sample.point(first), sample.point(asked - 1), count));
  }

  @Override
  public Verdict received(Encoded block) {
    if (block.size() != sample.blockSize(came)) {
      return new Verdict.Invalid("block " + came + " has " + block.size() + " bytes");
    }
    came++;
    window.arrived();
    if (!window.isOpen()) {
      errand.done();
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public void noBlocks() {
    throw new IllegalStateException("The chain does not change, and has all that is asked for");
  }

  @Override
  public void finished() {
    // The last block was the end.
  }

  @Override
  public void close() {
    errand.end();
  }
}
