package io.tempera.chain;

/** A place on a chain: before its first block, or at one of them. */
public sealed interface Point {
  /** Before the first block. */
  Point ORIGIN = new Origin();

  /** Before the first block; on the wire an empty list. */
  record Origin() implements Point {
    @Override
    public String toString() {
      return "origin";
    }
  }

  /**
   * At a block.
   *
   * @param slot when it was made, as the chain counts time: 0 to 2^64 - 1, unsigned
   * @param hash of its header
   */
  record At(long slot, Hash hash) implements Point {
    /** For example {@code 4492800.aa83acbf...}: as people write points, all of it. */
    @Override
    public String toString() {
      return Long.toUnsignedString(slot) + "." + hash;
    }
  }

  /**
   * A point as people write it: {@code origin}, or slot and hash with a dot between.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Point parse(String text) {
    int dot = text.indexOf('.');
    if (text.equals("origin")) {
      return ORIGIN;
    }
    if (dot < 1) {
      throw new IllegalArgumentException(
          "a point is 'origin' or SLOT.HASH, for example 4492800.aa83acbf5904c0edfe4d79b3"
              + "689d3d00fcfc553cf360fd2229b98d464c28e9de, not '"
              + text
              + "'");
    }
    return new At(Long.parseUnsignedLong(text, 0, dot, 10), Hash.ofHex(text.substring(dot + 1)));
  }
}
