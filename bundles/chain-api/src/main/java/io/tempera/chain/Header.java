package io.tempera.chain;

import java.util.Optional;

/**
 * What following a chain needs to know of a header.
 *
 * @param point the block that it belongs to
 * @param blockNo the number of that block, unsigned
 * @param previous the hash of the block before; empty for the first one
 * @param encoded the header as chain-sync moves it
 */
public record Header(Point.At point, long blockNo, Optional<Hash> previous, Encoded encoded) {
  /** Where a chain ends that has this as its last one. */
  public Tip tip() {
    return new Tip(point, blockNo);
  }
}
