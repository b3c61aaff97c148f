package io.tempera.benchmarks.swap;

import java.nio.ByteBuffer;

/**
 * What a half leaves to the next version of its code.
 *
 * @param next the number of the next question
 * @param nanos when it stopped, on this process's clock
 */
record Mark(long next, long nanos) {
  /** The version of its form. */
  static final int VERSION = 1;

  /** What {@link #bytes} has written. */
  static Mark of(ByteBuffer memo) {
    return new Mark(memo.getLong(), memo.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(next).putLong(nanos).array();
  }
}
