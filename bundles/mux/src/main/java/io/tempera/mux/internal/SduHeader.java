package io.tempera.mux.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;

/**
 * The eight bytes before each payload (network-mux Network.Mux.Codec): a time stamp of 32 bits, the
 * mode bit with the number's 15 bits, and the payload's length in 16 bits, all big-endian.
 *
 * @param timestamp the low 32 bits of the sender's monotonic clock in microseconds
 * @param number the mini-protocol, 0 to {@value ProtocolKey#MAX_NUMBER}
 * @param sender which half sent it; mode bit 0 is the initiator
 * @param length bytes of payload, 0 to {@value #MAX_LENGTH}; 0 is never sent and not accepted
 */
record SduHeader(int timestamp, int number, Direction sender, int length) {
  /** Bytes of a header (network-mux Network.Mux.Types). */
  static final int SIZE = 8;

  /** The longest payload that a header can announce. */
  static final int MAX_LENGTH = 0xffff;

  private static final int MODE_BIT = 0x8000;

  /** Checks the ranges. */
  SduHeader {
    if (number < 0 || number > ProtocolKey.MAX_NUMBER) {
      throw new IllegalArgumentException(
          "A mini-protocol number is 0 to " + ProtocolKey.MAX_NUMBER + ", not " + number);
    }
    if (length < 0 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "An SDU payload has 0 to " + MAX_LENGTH + " bytes, not " + length);
    }
  }

  /** The header whose bytes, read as one big-endian number, are these. */
  static SduHeader decode(long bits) {
    int mode = (int) (bits >>> 16) & 0xffff;
    return new SduHeader(
        (int) (bits >>> 32),
        mode & ProtocolKey.MAX_NUMBER,
        (mode & MODE_BIT) == 0 ? Direction.INITIATOR : Direction.RESPONDER,
        (int) bits & MAX_LENGTH);
  }

  /** Its bytes, as one big-endian number. */
  long encode() {
    int mode = number | (sender == Direction.RESPONDER ? MODE_BIT : 0);
    return ((long) timestamp << 32) | ((long) mode << 16) | length;
  }

  /** The time stamp for a moment of the monotonic clock. */
  static int timestamp(long nanos) {
    return (int) (nanos / 1_000);
  }
}
