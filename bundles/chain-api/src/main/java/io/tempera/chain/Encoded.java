package io.tempera.chain;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * One CBOR item exactly as it is on the wire: a header, a block, a transaction or its id. Tempera
 * moves it byte for byte and never encodes it anew. Nobody changes its bytes, neither who made this
 * nor who reads it.
 */
public final class Encoded {
  private static final int SHOWN_BYTES = 16;

  /** The item, from 0 to its limit. */
  private volatile ByteBuffer item;

  private Encoded(ByteBuffer item) {
    this.item = item;
  }

  /** An item that has an array of its own. */
  public Encoded(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  /**
   * An item where it lies: not copied, so it keeps all of that memory, until {@link #bytes} is
   * asked for.
   *
   * @param memory the item, from its position to its limit
   */
  public static Encoded in(ByteBuffer memory) {
    return new Encoded(memory.slice());
  }

  /** An item written in hexadecimal digits. */
  public static Encoded ofHex(String hex) {
    return new Encoded(HexFormat.of().parseHex(hex));
  }

  /** How many bytes it has. */
  public int size() {
    return item.limit();
  }

  /**
   * The item in an array of exactly its size, which is its own: copied when this is asked for the
   * first time, unless it was made with one.
   */
  public byte[] bytes() {
    ByteBuffer now = item;
    if (now.hasArray() && now.array().length == now.limit()) {
      return now.array();
    }
    byte[] own = new byte[now.limit()];
    now.get(0, own);
    item = ByteBuffer.wrap(own);
    return own;
  }

  /** The item, read-only and not copied. */
  public ByteBuffer buffer() {
    return item.asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoded that && item.equals(that.item);
  }

  @Override
  public int hashCode() {
    return item.hashCode();
  }

  /** Its first bytes in hexadecimal digits, and how many it has. */
  @Override
  public String toString() {
    byte[] first = new byte[Math.min(SHOWN_BYTES, size())];
    item.get(0, first);
    String digits = HexFormat.of().formatHex(first);
    return size() <= SHOWN_BYTES ? digits : digits + "... (" + size() + " bytes)";
  }
}
