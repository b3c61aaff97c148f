package io.tempera.chain.memory.internal;

import io.tempera.chain.Point;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;

/** A reader stands where the chain is not kept any more, so that nothing can be told after it. */
final class PlaceDropped extends TemperaException {
  private static final long serialVersionUID = 1L;

  PlaceDropped(Point place, Place oldest, WindowLimits limits) {
    super(
        FailureCategory.LIMIT,
        "a peer that reads our chain is at "
            + place
            + ", and the chain is kept from "
            + oldest
            + " on only (window.blocks "
            + limits.blocks()
            + ", window.bytes "
            + limits.bytes()
            + " of "
            + MemorySettings.PID
            + "); let it find an intersection again, with another node if it is farther behind");
  }
}
