package io.tempera.chain;

/**
 * Where a chain ends.
 *
 * @param point its last block, or the origin of an empty one
 * @param blockNo the number of that block, unsigned; 0 at the origin
 */
public record Tip(Point point, long blockNo) {
  /** Of a chain without blocks. */
  public static final Tip ORIGIN = new Tip(Point.ORIGIN, 0);

  /** For example {@code block 7 at 42.aa83...}. */
  @Override
  public String toString() {
    return point.equals(Point.ORIGIN)
        ? "origin"
        : "block " + Long.toUnsignedString(blockNo) + " at " + point;
  }
}
