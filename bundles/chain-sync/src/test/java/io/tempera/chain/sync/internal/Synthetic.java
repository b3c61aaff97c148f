package io.tempera.chain.sync.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Headers and points made of a number, in the form of those in the captured session. */
final class Synthetic {
  private static final int HEAD = 6;
  private static final int BODY = 100;
  private static final int FILL = 0xab;

  private Synthetic() {}

  /** {@code [6, 24(bytes)]}: the number, and bytes that tell one fork from another. */
  static Encoded header(long number, int fork) {
    ByteBuffer header = ByteBuffer.allocate(HEAD + BODY);
    header.put(new byte[] {(byte) 0x82, 6, (byte) 0xd8, 0x18, 0x58, BODY}).putLong(number);
    Arrays.fill(header.array(), HEAD + Long.BYTES, HEAD + BODY, (byte) (FILL + fork));
    return new Encoded(header.array());
  }

  static long number(Encoded header) {
    return ByteBuffer.wrap(header.bytes()).getLong(HEAD);
  }

  static Point.At point(Encoded header) {
    int fork = Byte.toUnsignedInt(header.bytes()[HEAD + BODY - 1]) - FILL;
    return point(number(header), fork);
  }

  /** At a slot of the same number; its hash is the number four times, the last with the fork. */
  static Point.At point(long number, int fork) {
    ByteBuffer hash = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    hash.putLong(number).putLong(number).putLong(number).putLong(number);
    hash.array()[hash.capacity() - 1] = (byte) fork;
    return new Point.At(number, Hash.of(hash.array()));
  }
}
