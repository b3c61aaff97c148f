package io.tempera.chain;

/**
 * Blocks to ask a peer for.
 *
 * @param first the first of them
 * @param last the last of them; may be the first
 * @param blocks how many there are from one to the other, 1 or more
 */
public record FetchRange(Point first, Point last, int blocks) {
  /** Checks that there is something to ask for. */
  public FetchRange {
    if (blocks < 1) {
      throw new IllegalArgumentException("a range has 1 block or more, not " + blocks);
    }
  }
}
