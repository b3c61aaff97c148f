package io.tempera.kit.cbor;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes CBOR, shortest form of every integer and length. It does not count: whoever opens an array
 * of three writes three items, and ends what is indefinite with {@link #end}.
 *
 * <p>For one thread, one message.
 */
public final class CborWriter {
  private static final int MAJOR_UNSIGNED = 0;
  private static final int MAJOR_NEGATIVE = 1;
  private static final int MAJOR_BYTES = 2;
  private static final int MAJOR_TEXT = 3;
  private static final int MAJOR_ARRAY = 4;
  private static final int MAJOR_MAP = 5;
  private static final int MAJOR_TAG = 6;
  private static final int MAJOR_SIMPLE = 7;

  /**
   * From how many bytes on it is cheaper to remember an item than to copy it twice, and to let the
   * buffer grow for it: headers of chains are such items.
   */
  private static final int LARGE = 256;

  /** From how many bytes on copying a message costs more than the pieces that it is sent in. */
  private static final int IN_PIECES = 4_096;

  /** Room for a hash and what is around it, which most small messages are. */
  private static final int CAPACITY = 64;

  /** An item that is copied once, when the message is finished. */
  private record Large(int at, ByteBuffer item) {}

  private final List<Large> large = new ArrayList<>(0);
  private byte[] buffer;
  private int used;
  private int size;

  /** An empty message. */
  public CborWriter() {
    this(CAPACITY);
  }

  /**
   * An empty message with room.
   *
   * @param capacity how many bytes it is likely to have, large items not counted
   */
  public CborWriter(int capacity) {
    buffer = new byte[capacity];
  }

  /** Opens an array of so many items. */
  public CborWriter array(int items) {
    return head(MAJOR_ARRAY, notNegative(items, "items of an array"));
  }

  /** Opens an array whose {@link #end} is written behind its last item. */
  public CborWriter arrayIndefinite() {
    return one(0x9f);
  }

  /** Opens a byte string whose pieces, each {@link #bytes}, are followed by {@link #end}. */
  public CborWriter bytesIndefinite() {
    return one(0x5f);
  }

  /** Opens a text string whose pieces, each {@link #text}, are followed by {@link #end}. */
  public CborWriter textIndefinite() {
    return one(0x7f);
  }

  /** Opens a map of so many pairs of key and value. */
  public CborWriter map(int pairs) {
    return head(MAJOR_MAP, notNegative(pairs, "pairs of a map"));
  }

  /** Opens a map whose {@link #end} is written behind its last pair. */
  public CborWriter mapIndefinite() {
    return one(0xbf);
  }

  /** Ends the innermost indefinite array, map or string. */
  public CborWriter end() {
    return one(0xff);
  }

  /**
   * Writes an integer from 0 up.
   *
   * @throws IllegalArgumentException when it is below 0
   */
  public CborWriter unsigned(long value) {
    return head(MAJOR_UNSIGNED, notNegative(value, "an unsigned integer"));
  }

  /** Writes an integer from 0 to 2^64 - 1, given as an unsigned long. */
  public CborWriter unsignedLong(long value) {
    return head(MAJOR_UNSIGNED, value);
  }

  /** Writes an integer of either sign. */
  public CborWriter integer(long value) {
    return value < 0 ? head(MAJOR_NEGATIVE, ~value) : head(MAJOR_UNSIGNED, value);
  }

  /** Writes an integer of any size: as a number where that has room, else as a tag 2 or 3. */
  public CborWriter integer(BigInteger value) {
    BigInteger argument = value.signum() < 0 ? value.not() : value;
    if (argument.bitLength() <= Long.SIZE) {
      return head(value.signum() < 0 ? MAJOR_NEGATIVE : MAJOR_UNSIGNED, argument.longValue());
    }
    byte[] bytes = argument.toByteArray();
    // Without the byte that only holds the sign.
    int from = bytes[0] == 0 ? 1 : 0;
    return tag(value.signum() < 0 ? 3 : 2).bytes(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** Writes a floating-point number in the shortest of its three forms that keeps its value. */
  public CborWriter floating(double value) {
    float single = (float) value;
    if (Double.doubleToLongBits(single) != Double.doubleToLongBits(value)) {
      return one(0xfb).bigEndian(Double.doubleToLongBits(value), 8);
    }
    short half = Float.floatToFloat16(single);
    return Float.floatToIntBits(Float.float16ToFloat(half)) == Float.floatToIntBits(single)
        ? one(0xf9).bigEndian(half, 2)
        : one(0xfa).bigEndian(Float.floatToIntBits(single), 4);
  }

  /** Writes a byte string of definite length; see {@link #raw(ByteBuffer)}. */
  public CborWriter bytes(byte[] value) {
    return head(MAJOR_BYTES, value.length).raw(value);
  }

  /**
   * Writes a byte string of definite length; see {@link #raw(ByteBuffer)}.
   *
   * @param value from its position to its limit; neither is changed
   */
  public CborWriter bytes(ByteBuffer value) {
    return head(MAJOR_BYTES, value.remaining()).raw(value);
  }

  /**
   * Writes a text string of definite length.
   *
   * @throws IllegalArgumentException when the text has half of a surrogate pair, which UTF-8 cannot
   *     say
   */
  public CborWriter text(String value) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("A text with half of a surrogate pair has no UTF-8 form");
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return head(MAJOR_TEXT, utf8.length).raw(utf8);
  }

  /** Writes true or false. */
  public CborWriter bool(boolean value) {
    return one(value ? 0xf5 : 0xf4);
  }

  /** Writes null. */
  public CborWriter nil() {
    return one(0xf6);
  }

  /**
   * Writes a simple value: 23 is undefined.
   *
   * @throws IllegalArgumentException when it is not 0 to 19, 23, or 32 to 255
   */
  public CborWriter simple(int value) {
    boolean free = value >= 0 && value < 20 || value == 23 || value >= 32 && value < 256;
    if (!free) {
      throw new IllegalArgumentException("There is no simple value " + value);
    }
    return head(MAJOR_SIMPLE, value);
  }

  /** Writes a tag; the item that it is about comes next. */
  public CborWriter tag(long number) {
    return head(MAJOR_TAG, notNegative(number, "a tag"));
  }

  /** Writes whole items that are encoded already; see {@link #raw(ByteBuffer)}. */
  public CborWriter raw(byte[] items) {
    return raw(ByteBuffer.wrap(items));
  }

  /**
   * Writes whole items that are encoded already. What is large is copied only when the message is
   * finished, and must not change before.
   *
   * @param items from its position to its limit; neither is changed
   */
  public CborWriter raw(ByteBuffer items) {
    int more = items.remaining();
    if (more >= LARGE) {
      large.add(new Large(used, items.duplicate()));
    } else {
      room(more);
      items.get(items.position(), buffer, used, more);
      used += more;
    }
    size = Math.addExact(size, more);
    return this;
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** What was written, as one array of exactly its size. What is written later is not in it. */
  public byte[] toByteArray() {
    byte[] message = new byte[size];
    int from = 0;
    int to = 0;
    for (Large next : large) {
      System.arraycopy(buffer, from, message, to, next.at() - from);
      to += next.at() - from;
      from = next.at();
      int count = next.item().remaining();
      next.item().get(next.item().position(), message, to, count);
      to += count;
    }
    System.arraycopy(buffer, from, message, to, used - from);
    return message;
  }

  /**
   * What was written, in pieces, one after the other: of a long message the large items are not
   * copied, and must not change any more. Write nothing more afterwards.
   */
  public List<ByteBuffer> toPieces() {
    if (size < IN_PIECES || large.isEmpty()) {
      return List.of(ByteBuffer.wrap(toByteArray()));
    }
    List<ByteBuffer> pieces = new ArrayList<>(2 * large.size() + 1);
    int from = 0;
    for (Large next : large) {
      addWritten(from, next.at(), pieces);
      pieces.add(next.item());
      from = next.at();
    }
    addWritten(from, used, pieces);
    return pieces;
  }

  private void addWritten(int from, int to, List<ByteBuffer> pieces) {
    if (to > from) {
      pieces.add(ByteBuffer.wrap(buffer, from, to - from));
    }
  }

  private CborWriter head(int major, long argument) {
    if (argument >= 0 && argument < 24) {
      return one(major << 5 | (int) argument);
    }
    // Unsigned: what is below zero here has 64 bits.
    int width = argument >>> 8 == 0 ? 1 : argument >>> 16 == 0 ? 2 : argument >>> 32 == 0 ? 4 : 8;
    return one(major << 5 | 24 + Integer.numberOfTrailingZeros(width)).bigEndian(argument, width);
  }

  private CborWriter bigEndian(long value, int width) {
    for (int shift = Byte.SIZE * (width - 1); shift >= 0; shift -= Byte.SIZE) {
      one((int) (value >> shift));
    }
    return this;
  }

  private CborWriter one(int value) {
    room(1);
    buffer[used++] = (byte) value;
    size++;
    return this;
  }

  private void room(int more) {
    if (more > buffer.length - used) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(used, more), 2 * buffer.length));
    }
  }

  private static long notNegative(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException("There is no CBOR for " + what + " below 0: " + value);
    }
    return value;
  }
}
