package io.tempera.chain.sync.internal;

import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain of synthetic headers, from block 1, in memory. For a test's one thread. */
final class FakeChain implements ChainSource {
  private final List<Encoded> headers = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private Optional<Tip> pretended = Optional.empty();
  private Optional<Timers> timers = Optional.empty();
  private Duration growth = Duration.ZERO;
  private int fork;

  FakeChain(int blocks) {
    extend(blocks);
  }

  /** Says that it ends there. */
  FakeChain pretending(Tip tip) {
    pretended = Optional.of(tip);
    return this;
  }

  /** A block comes so long after a reader was told all there is. */
  FakeChain growing(Timers from, Duration time) {
    timers = Optional.of(from);
    growth = time;
    return this;
  }

  void extend(int blocks) {
    for (int i = 0; i < blocks; i++) {
      headers.add(Synthetic.header(headers.size() + 1, fork));
    }
    readers.forEach(Reader::tell);
  }

  /** Goes back to a block, from where a fork begins. */
  void rollBack(int block) {
    headers.subList(block, headers.size()).clear();
    fork++;
    readers.forEach(reader -> reader.cut(block));
  }

  List<Encoded> headers() {
    return List.copyOf(headers);
  }

  /** How many readers are not closed. */
  int open() {
    return readers.size();
  }

  Point point(int block) {
    return block == 0 ? Point.ORIGIN : Synthetic.point(headers.get(block - 1));
  }

  @Override
  public Tip tip() {
    return pretended.orElseGet(
        () -> headers.isEmpty() ? Tip.ORIGIN : new Tip(point(headers.size()), headers.size()));
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    Reader reader = new Reader(news);
    reader.rollBack = true;
    Optional<Point> found = reader.intersect(from.points());
    reader.rollBack = from.rollBack() || !found.equals(Optional.of(from.points().getFirst()));
    readers.add(reader);
    return reader;
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    throw new UnsupportedOperationException("chain-sync fetches no blocks");
  }

  private Optional<Integer> find(Point point) {
    return switch (point) {
      case Point.Origin origin -> Optional.of(0);
      case Point.At at ->
          Optional.of((int) at.slot())
              .filter(block -> block <= headers.size() && point(block).equals(at));
    };
  }

  private final class Reader implements ChainReader {
    private final Runnable news;
    private Optional<Timer> timer = Optional.empty();
    private int place;
    private boolean rollBack;

    Reader(Runnable news) {
      this.news = news;
    }

    void tell() {
      news.run();
    }

    void cut(int block) {
      if (place > block) {
        place = block;
        rollBack = true;
        news.run();
      }
    }

    @Override
    public Optional<Point> intersect(List<Point> points) {
      for (Point point : points) {
        Optional<Integer> found = find(point);
        if (found.isPresent()) {
          place = found.get();
          rollBack = true;
          return Optional.of(point);
        }
      }
      return Optional.empty();
    }

    @Override
    public Optional<ChainChange> next() {
      if (rollBack) {
        rollBack = false;
        return Optional.of(new ChainChange.RollBackward(point(place), tip()));
      } else if (place < headers.size()) {
        return Optional.of(new ChainChange.RollForward(headers.get(place++), tip()));
      }
      timer.ifPresent(Timer::cancel);
      timer = timers.map(from -> from.after(growth, () -> extend(1)));
      return Optional.empty();
    }

    @Override
    public Tip tip() {
      return FakeChain.this.tip();
    }

    @Override
    public ReadPosition position() {
      mustBeOpen();
      List<Point> points = new ArrayList<>();
      for (int block = place; block > 0 && points.size() < ReadPosition.MOST_POINTS - 1; block--) {
        points.add(point(block));
      }
      points.add(Point.ORIGIN);
      return new ReadPosition(rollBack, points);
    }

    /** A reader of a file could not say any more. */
    private void mustBeOpen() {
      if (!readers.contains(this)) {
        throw new IllegalStateException("the reader is closed");
      }
    }

    @Override
    public void close() {
      timer.ifPresent(Timer::cancel);
      readers.remove(this);
    }
  }
}
