package io.tempera.chain.memory.internal;

import io.tempera.chain.Point;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;

/** A block of a range that is being sent is not kept any more. */
final class BlockDropped extends TemperaException {
  private static final long serialVersionUID = 1L;

  BlockDropped(Point block, WindowLimits limits) {
    super(
        FailureCategory.LIMIT,
        "block "
            + block
            + " was dropped from our chain while a peer was being sent a range with it (window.blocks "
            + limits.blocks()
            + ", window.bytes "
            + limits.bytes()
            + " of "
            + MemorySettings.PID
            + "); let it ask again, from where our chain begins now");
  }
}
