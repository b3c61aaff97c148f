package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.BlockReader;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads a range of blocks. It holds their points and no block, so that a peer that does not take
 * them keeps none from being dropped; blocks that the chain went back from are read as long as they
 * are kept beside it.
 */
final class RangeReader implements BlockReader {
  private final Guard guard;
  private final Deque<Point.At> points;

  RangeReader(Guard guard, List<Point.At> points) {
    this.guard = guard;
    this.points = new ArrayDeque<>(points);
  }

  @Override
  public Optional<Encoded> next() {
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Point.At point = points.removeFirst();
    return guard
        .look(chain -> chain.block(point.hash()))
        .map(Block::encoded)
        .or(
            () -> {
              throw new BlockDropped(point, guard.settings().window());
            });
  }

  @Override
  public void close() {
    points.clear();
  }
}
