package io.tempera.chain;

import java.util.List;

/**
 * Where a {@link ChainReader} stands, so that another one can go on from there.
 *
 * @param rollBack whether a rollback to the first point is told next
 * @param points its place and some of those before it, newest first, so that it can be found again
 *     on a chain that has changed; at most {@value #MOST_POINTS}
 */
public record ReadPosition(boolean rollBack, List<Point> points) {
  /** With places ever farther apart, enough for any chain. */
  public static final int MOST_POINTS = 64;

  /** At the start of a chain: the first that is told is a rollback to it. */
  public static final ReadPosition START = new ReadPosition(true, List.of(Point.ORIGIN));

  /** Keeps a copy that does not change. */
  public ReadPosition {
    points = List.copyOf(points);
    if (points.isEmpty() || points.size() > MOST_POINTS) {
      throw new IllegalArgumentException(
          "a position names 1 to " + MOST_POINTS + " points, not " + points.size());
    }
  }
}
