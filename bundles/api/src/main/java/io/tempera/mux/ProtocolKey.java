package io.tempera.mux;

import java.util.Comparator;

/**
 * Names one half of one mini-protocol on a connection.
 *
 * @param number the mini-protocol's number, 0 to {@value #MAX_NUMBER} (15 bits, network-mux
 *     Network.Mux.Codec)
 * @param direction the local half
 */
public record ProtocolKey(int number, Direction direction) implements Comparable<ProtocolKey> {
  /** The largest number that fits the SDU header. */
  public static final int MAX_NUMBER = 0x7fff;

  private static final Comparator<ProtocolKey> ORDER =
      Comparator.comparingInt(ProtocolKey::number).thenComparing(ProtocolKey::direction);

  /** Checks the range. */
  public ProtocolKey {
    if (number < 0 || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "A mini-protocol number is 0 to " + MAX_NUMBER + ", not " + number);
    }
  }

  @Override
  public int compareTo(ProtocolKey other) {
    return ORDER.compare(this, other);
  }

  /** For example {@code 8 initiator}. */
  @Override
  public String toString() {
    return number + (direction == Direction.INITIATOR ? " initiator" : " responder");
  }
}
