package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainChange;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The readers of the chain. Each is a place and nothing else: a block costs nothing for those that
 * are not at the tip, and a rollback looks at each once.
 */
final class Readers {
  private final Window window;
  private final Set<Reader> open = new LinkedHashSet<>();
  private final Set<Reader> waiting = new LinkedHashSet<>();

  Readers(Window window) {
    this.window = window;
  }

  int size() {
    return open.size();
  }

  /** How many wait at the tip. */
  int waiting() {
    return waiting.size();
  }

  /** A reader from the first of the points that is on the chain, else from the origin. */
  Reader open(ReadPosition from, Runnable news) {
    Reader reader = new Reader(news, from.points().getFirst());
    open.add(reader);
    boolean found = goToFirst(reader, from.points()) || goToFirst(reader, List.of(Point.ORIGIN));
    if (!found || reader.point().equals(from.points().getFirst())) {
      reader.stand(reader.position(), reader.point(), from.rollBack());
    }
    return reader;
  }

  Optional<Point> intersect(Reader reader, List<Point> points) {
    return goToFirst(reader, points) ? Optional.of(reader.point()) : Optional.empty();
  }

  private boolean goToFirst(Reader reader, List<Point> points) {
    for (Point point : points) {
      OptionalLong position = window.position(point);
      if (position.isPresent()) {
        reader.stand(position.getAsLong(), point, true);
        waiting.remove(reader);
        return true;
      }
    }
    return false;
  }

  /** What a reader is told next; empty when it waits from now on. */
  Optional<ChainChange> next(Reader reader, WindowLimits limits) {
    long position = reader.position();
    if (window.isBegun() && position < window.first()) {
      throw new PlaceDropped(reader.point(), window.anchor(), limits);
    }
    if (!window.isBegun() || position == window.end() && !reader.isRollBack()) {
      waiting.add(reader);
      return Optional.empty();
    }
    if (reader.isRollBack()) {
      reader.stand(position, reader.point(), false);
      return Optional.of(new ChainChange.RollBackward(reader.point(), window.tip()));
    }
    Block next = window.block(position + 1);
    reader.stand(position + 1, next.point(), false);
    return Optional.of(new ChainChange.RollForward(next.header().encoded(), window.tip()));
  }

  ReadPosition position(Reader reader) {
    return new ReadPosition(
        reader.isRollBack(),
        reader.position() < window.first()
            ? List.of(reader.point())
            : window.points(reader.position()));
  }

  void close(Reader reader) {
    open.remove(reader);
    waiting.remove(reader);
  }

  /** The chain went back to a position: so do all who stand after it. */
  void chainWentBack(long position) {
    Point point = window.place(position).point();
    for (Reader reader : open) {
      if (reader.position() > position) {
        reader.stand(position, point, true);
      }
    }
  }

  /** The chain changed: those who waited are to be told, and wait no more. */
  List<Runnable> wake() {
    List<Runnable> news = waiting.stream().map(Reader::news).toList();
    waiting.clear();
    return news;
  }
}
