package io.tempera.chain;

/**
 * A block, and what is known of it.
 *
 * @param header of it, as chain-sync moves it
 * @param encoded the block as block-fetch moves it
 */
public record Block(Header header, Encoded encoded) {
  /** Where it is. */
  public Point.At point() {
    return header.point();
  }
}
