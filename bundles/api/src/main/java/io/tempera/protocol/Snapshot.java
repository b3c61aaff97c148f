package io.tempera.protocol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What one implementation leaves to the next at a hand-over.
 *
 * @param point the state in which it stopped, at a message border
 * @param memoVersion the version of the memo's form; 0 for none
 * @param memo what the protocol must remember, at most {@value #MAX_MEMO_BYTES} bytes; its meaning
 *     is the protocol's
 * @param remaining how much was left of the time for which it waited: where the other side has
 *     agency, of the state's time limit; where it has agency itself, of the pause before it speaks;
 *     empty without a limit
 */
public record Snapshot(
    String point, int memoVersion, ByteBuffer memo, Optional<Duration> remaining) {
  /** The largest memo. */
  public static final int MAX_MEMO_BYTES = 65_536;

  /** Keeps a copy of the memo that does not change, and checks its size. */
  public Snapshot {
    if (memo.remaining() > MAX_MEMO_BYTES) {
      throw new IllegalArgumentException(
          "The memo of hand-over point "
              + point
              + " has "
              + memo.remaining()
              + " bytes; at most "
              + MAX_MEMO_BYTES
              + " may pass");
    }
    memo = ByteBuffer.allocate(memo.remaining()).put(memo.duplicate()).flip().asReadOnlyBuffer();
  }

  /** The memo, to read from its start. */
  @Override
  public ByteBuffer memo() {
    return memo.duplicate();
  }
}
