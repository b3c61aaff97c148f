package io.tempera.chain.memory.internal;

import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A place on a chain, from which it goes on.
 *
 * @param point where
 * @param blockNo the number of the block there, unsigned; empty at the origin, and at a point of
 *     which nothing else is known
 */
record Place(Point point, OptionalLong blockNo) {
  /** Before the first block. */
  static final Place ORIGIN = new Place(Point.ORIGIN, OptionalLong.empty());

  /** At a block. */
  static Place of(Header header) {
    return new Place(header.point(), OptionalLong.of(header.blockNo()));
  }

  /** Where a chain ends that ends here. */
  Tip tip() {
    return new Tip(point, blockNo.orElse(0));
  }

  /**
   * Why a header cannot be the next one after this place: a sentence.
   *
   * <p>It names the one before as its previous one, its slot is not smaller, and its number is one
   * more. The same number is fine, too: Byron's epoch boundary blocks have the one of the block
   * before them, and the slot of the one after them. The first block of a chain names no previous
   * one, or its number is 0 or 1: some name what their chain was made from.
   */
  Optional<String> objection(Header next) {
    return switch (point) {
      case Point.Origin origin -> objectionToFirst(next);
      case Point.At at -> objectionAfter(at, next);
    };
  }

  private static Optional<String> objectionToFirst(Header next) {
    boolean isFirst = next.previous().isEmpty() || Long.compareUnsigned(next.blockNo(), 1) <= 0;
    return isFirst
        ? Optional.empty()
        : Optional.of(next.tip() + " came after the origin, and is not the first of its chain");
  }

  private Optional<String> objectionAfter(Point.At at, Header next) {
    if (!next.previous().equals(Optional.of(at.hash()))) {
      return Optional.of(
          next.tip()
              + " came after "
              + this
              + ", but says that the block before it is "
              + next.previous().map(Hash::toString).orElse("none"));
    }
    if (Long.compareUnsigned(next.point().slot(), at.slot()) < 0) {
      return Optional.of(next.tip() + " came after " + this + ", but was made before it");
    }
    if (blockNo.isPresent()) {
      long number = blockNo.getAsLong();
      if (next.blockNo() != number && next.blockNo() != number + 1) {
        return Optional.of(
            next.tip() + " came after " + this + ", but its number is not the next one");
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return blockNo.isPresent() ? tip().toString() : point.toString();
  }
}
