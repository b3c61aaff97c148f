package io.tempera.mux;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Above every number of Cardano's. */
  private static final int SHARED = 16;

  private static final Direction[] DIRECTIONS = Direction.values();

  private static final List<ProtocolKey> KEYS =
      IntStream.range(0, SHARED * DIRECTIONS.length)
          .mapToObj(
              at -> new ProtocolKey(at / DIRECTIONS.length, DIRECTIONS[at % DIRECTIONS.length]))
          .toList();

  private static final Comparator<ProtocolKey> ORDER =
      Comparator.comparingInt(ProtocolKey::number).thenComparing(ProtocolKey::direction);

  /** Checks the range. */
  public ProtocolKey {
    if (number < 0 || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "A mini-protocol number is 0 to " + MAX_NUMBER + ", not " + number);
    }
  }

  /**
   * The key of a half. Cardano's numbers, which every connection has, share theirs: for keys that
   * are kept.
   */
  public static ProtocolKey of(int number, Direction direction) {
    return number >= 0 && number < SHARED
        ? KEYS.get(number * DIRECTIONS.length + direction.ordinal())
        : new ProtocolKey(number, direction);
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
