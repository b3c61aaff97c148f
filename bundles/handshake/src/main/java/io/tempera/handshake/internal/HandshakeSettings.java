package io.tempera.handshake.internal;

import java.time.Duration;

/**
 * What can be set about handshakes.
 *
 * @param sizeLimit how many bytes a message of the remote side may have; {@value #LEAST_SIZE} to
 *     {@value #MOST_SIZE}. What is dropped behind it does not count
 * @param timeLimit how long a side waits for it, from the moment at which it begins to wait; more
 *     than 0, at most an hour
 */
record HandshakeSettings(int sizeLimit, Duration timeLimit) {
  /** Four segments (ouroboros-network Protocol.Handshake.Codec). */
  static final int SIZE_LIMIT = 5_760;

  /** ouroboros-network Protocol.Handshake.Codec, which takes Protocol.Limits shortWait. */
  static final int TIME_LIMIT_SECONDS = 10;

  /** Our own: one segment, into which every proposal of ours fits. */
  static final int LEAST_SIZE = 1_440;

  /** Our own: what one SDU carries, and every message is one SDU. */
  static final int MOST_SIZE = 0xffff;

  /** Our own: who has said nothing for so long will say nothing. */
  static final int LONGEST_SECONDS = 3_600;

  /** What is set where nothing is set. */
  static final HandshakeSettings DEFAULTS =
      new HandshakeSettings(SIZE_LIMIT, Duration.ofSeconds(TIME_LIMIT_SECONDS));

  /** Checks the ranges. */
  HandshakeSettings {
    if (sizeLimit < LEAST_SIZE || sizeLimit > MOST_SIZE) {
      throw new IllegalArgumentException(
          "size.limit is " + sizeLimit + "; set it to " + LEAST_SIZE + " to " + MOST_SIZE);
    }
    if (!timeLimit.isPositive() || timeLimit.compareTo(Duration.ofSeconds(LONGEST_SECONDS)) > 0) {
      throw new IllegalArgumentException(
          "time.limit is "
              + timeLimit
              + "; set it to more than 0 and at most "
              + LONGEST_SECONDS
              + " s");
    }
  }
}
