package io.tempera.block.fetch.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Wants ranges of a {@link ServedChain}, at most some at a time, and notes what became of them. */
final class Fetcher implements ChainFollower {
  private final int atOnce;
  private final Deque<FetchRange> wanted = new ArrayDeque<>();
  private final Deque<FetchRange> asked = new ArrayDeque<>();
  private final List<Encoded> blocks = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private Verdict verdict = Verdict.ACCEPTED;
  private Runnable news = () -> {};
  private long due;
  private int open;

  /**
   * Wants nothing yet.
   *
   * @param atOnce how many ranges it has room for at a time
   */
  Fetcher(int atOnce) {
    this.atOnce = atOnce;
  }

  /** Wants these blocks from now on. */
  Fetcher want(int first, int last) {
    wanted.add(ServedChain.range(first, last));
    news.run();
    return this;
  }

  /** What it says to every block that is the right one. */
  void says(Verdict newVerdict) {
    verdict = newVerdict;
  }

  /** The blocks that came, in order. */
  List<Encoded> blocks() {
    return List.copyOf(blocks);
  }

  /** What was said besides: {@code finished}, {@code noBlocks} and {@code closed}. */
  List<String> said() {
    return List.copyOf(said);
  }

  /** What it wants and has not asked for. */
  List<FetchRange> wanted() {
    return List.copyOf(wanted);
  }

  /** How many halves fetch for it. */
  int open() {
    return open;
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable newsOfHeaders) {
    throw new AssertionError("block-fetch follows no headers");
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable newsOfHeaders) {
    throw new AssertionError("block-fetch follows no headers");
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable newsOfBlocks) {
    news = newsOfBlocks;
    open++;
    return new Blocks();
  }

  private final class Blocks implements BlockFollower {
    private boolean closed;

    @Override
    public Optional<FetchRange> next() {
      if (wanted.isEmpty() || asked.size() == atOnce) {
        return Optional.empty();
      }
      asked.add(wanted.element());
      return Optional.of(wanted.remove());
    }

    @Override
    public Verdict received(Encoded block) {
      due = Math.max(due, slot(asked.element().first()));
      Point.At expected = ServedChain.point((int) due++);
      Point.At found = ServedChain.pointOf(block);
      if (!found.equals(expected)) {
        return new Verdict.WrongBlock(expected, found);
      }
      blocks.add(block);
      return verdict;
    }

    @Override
    public void noBlocks() {
      asked.remove();
      said.add("noBlocks");
    }

    @Override
    public void finished() {
      asked.remove();
      said.add("finished");
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open--;
        news = () -> {};
        said.add("closed");
        while (!asked.isEmpty()) {
          wanted.addFirst(asked.removeLast());
        }
      }
    }

    private static long slot(Point point) {
      return ((Point.At) point).slot();
    }
  }
}
