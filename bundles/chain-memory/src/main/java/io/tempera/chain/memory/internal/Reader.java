package io.tempera.chain.memory.internal;

import io.tempera.chain.Point;

/** Where one reader of the chain stands. Changed under the lock of the chain only. */
final class Reader {
  /** Of one whose place is not on the chain: below every position there is. */
  static final long NOWHERE = -1;

  private final Runnable news;
  private long position;
  private Point point;
  private boolean rollBack;

  Reader(Runnable news, Point point) {
    this.news = news;
    this.position = NOWHERE;
    this.point = point;
  }

  Runnable news() {
    return news;
  }

  long position() {
    return position;
  }

  /** The point that it was told last, whatever became of it. */
  Point point() {
    return point;
  }

  /** Whether a rollback to its place is told next. */
  boolean isRollBack() {
    return rollBack;
  }

  /** Stands at a place from now on. */
  void stand(long at, Point atPoint, boolean tellRollBack) {
    position = at;
    point = atPoint;
    rollBack = tellRollBack;
  }
}
