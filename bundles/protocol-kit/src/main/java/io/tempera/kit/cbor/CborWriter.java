package io.tempera.kit.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  private byte[] buffer;
  private int size;

  /** An empty message. */
  public CborWriter() {
    this(64);
  }

  /**
   * An empty message with room.
   *
   * @param capacity how many bytes it is likely to have
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

  /** Opens a map of so many pairs of key and value. */
  public CborWriter map(int pairs) {
    return head(MAJOR_MAP, notNegative(pairs, "pairs of a map"));
  }

  /** Opens a map whose {@link #end} is written behind its last pair. */
  public CborWriter mapIndefinite() {
    return one(0xbf);
  }

  /** Ends the innermost indefinite array or map. */
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

  /** Writes an integer of either sign. */
  public CborWriter integer(long value) {
    return value < 0 ? head(MAJOR_NEGATIVE, ~value) : head(MAJOR_UNSIGNED, value);
  }

  /** Writes a byte string of definite length. */
  public CborWriter bytes(byte[] value) {
    return head(MAJOR_BYTES, value.length).raw(value);
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

  /** Writes a tag; the item that it is about comes next. */
  public CborWriter tag(long number) {
    return head(MAJOR_TAG, notNegative(number, "a tag"));
  }

  /** Writes whole items that are encoded already. */
  public CborWriter raw(byte[] items) {
    return raw(ByteBuffer.wrap(items));
  }

  /**
   * Writes whole items that are encoded already.
   *
   * @param items from its position to its limit; neither is changed
   */
  public CborWriter raw(ByteBuffer items) {
    int more = items.remaining();
    room(more);
    items.get(items.position(), buffer, size, more);
    size += more;
    return this;
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** What was written. What is written afterwards does not change it. */
  public byte[] toByteArray() {
    // A full buffer is not written to again: the next byte makes a new one.
    return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
  }

  private CborWriter head(int major, long argument) {
    if (argument < 24) {
      return one(major << 5 | (int) argument);
    }
    int width = argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : argument < 0x1_0000_0000L ? 2 : 3;
    one(major << 5 | 24 + width);
    for (int shift = (8 << width) - 8; shift >= 0; shift -= 8) {
      one((int) (argument >> shift));
    }
    return this;
  }

  private CborWriter one(int value) {
    room(1);
    buffer[size++] = (byte) value;
    return this;
  }

  private void room(int more) {
    if (more > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), 2 * buffer.length));
    }
  }

  private static long notNegative(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException("There is no CBOR for " + what + " below 0: " + value);
    }
    return value;
  }
}
