package io.tempera.chain.memory.internal;

import io.tempera.chain.Point;

/** Where a chain begins that has no block yet. */
sealed interface ChainStart {
  /** With its first block. */
  ChainStart ORIGIN = new From(Point.ORIGIN);

  /** Where the chain of the first peer ends. */
  ChainStart TIP = new AtTip();

  /** After a point. */
  record From(Point point) implements ChainStart {}

  /** Where the chain of the first peer ends. */
  record AtTip() implements ChainStart {}

  /**
   * As the operator writes it: {@code origin}, {@code tip} or SLOT.HASH.
   *
   * @throws io.tempera.failure.TemperaException when it is none of them
   */
  static ChainStart parse(String text) {
    if (text.equals("tip")) {
      return TIP;
    }
    try {
      return new From(Point.parse(text));
    } catch (IllegalArgumentException neither) {
      throw MemorySettings.senseless(
          "start is 'origin', 'tip' or SLOT.HASH; it says '" + text + "'");
    }
  }
}
