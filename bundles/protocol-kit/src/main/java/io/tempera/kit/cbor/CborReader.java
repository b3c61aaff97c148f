package io.tempera.kit.cbor;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Reads CBOR from a message that is there completely. Definite and indefinite forms can be told
 * apart, integers and lengths may have any width, and no length or count is believed that the bytes
 * behind it cannot fill: whoever allocates by a count allocates no more than the message has bytes.
 *
 * <p>For one thread. Every method throws {@link CborException} when something else is there, and
 * then the position is not defined.
 */
public final class CborReader {
  /** What {@link #readArrayStart} and {@link #readMapStart} return for the indefinite form. */
  public static final int INDEFINITE = -1;

  private static final int TAG_BIG = 2;
  private static final int TAG_BIG_NEGATIVE = 3;

  private final Heads heads;
  private final Strings strings;
  private final Counts counts;
  private final int depth;

  /** A reader at the start of a message, which must not change meanwhile. */
  public CborReader(byte[] message) {
    this(message, CborScanner.DEFAULT_DEPTH);
  }

  /**
   * A reader at the start of a message, which must not change meanwhile.
   *
   * @param depth how deep items that are passed over may nest, 1 or more; for what is read item by
   *     item the reading code decides
   */
  public CborReader(byte[] message, int depth) {
    this(message, true, depth);
  }

  private CborReader(byte[] message, boolean whole, int depth) {
    this.heads = new Heads(message);
    this.strings = new Strings(heads);
    this.counts = new Counts(heads, whole);
    this.depth = depth;
  }

  /**
   * A reader of the first bytes of a message whose rest has not arrived. A count may say more than
   * there is; {@link #hasHead} tells what can be read.
   */
  public static CborReader ofStart(byte[] bytes) {
    return new CborReader(bytes, false, CborScanner.DEFAULT_DEPTH);
  }

  /** Whether the next item's first byte is there, and the number behind it that belongs to it. */
  public boolean hasHead() {
    return heads.isThere();
  }

  /** The offset of the next byte. */
  public int offset() {
    return heads.at();
  }

  /** How many bytes are left. */
  public int remaining() {
    return heads.left();
  }

  /** What comes next, without reading it. */
  public CborType peek() {
    return CborType.of(heads.first("an item"));
  }

  /** Whether the next item has no length of its own but ends with a break. */
  public boolean peekIndefinite() {
    return heads.isIndefinite();
  }

  /** Checks that nothing is left. */
  public void expectEnd() {
    if (remaining() > 0) {
      throw new CborException(heads.at(), "the end of the message", remaining() + " more bytes");
    }
  }

  /** Opens an array of either form: the number of its items, or {@link #INDEFINITE}. */
  public int readArrayStart() {
    return counts.any(CborType.ARRAY);
  }

  /** Opens an array of the definite form: the number of its items. */
  public int readDefiniteArray() {
    return counts.definite(CborType.ARRAY);
  }

  /** Opens an array of the definite form with exactly so many items. */
  public void readArrayOf(int items) {
    counts.exactly(CborType.ARRAY, items);
  }

  /** Opens an array of the indefinite form. */
  public void readIndefiniteArray() {
    counts.indefinite(CborType.ARRAY);
  }

  /** Opens a map of either form: the number of its pairs, or {@link #INDEFINITE}. */
  public int readMapStart() {
    return counts.any(CborType.MAP);
  }

  /** Opens a map of the definite form: the number of its pairs. */
  public int readDefiniteMap() {
    return counts.definite(CborType.MAP);
  }

  /** Opens a map of the indefinite form. */
  public void readIndefiniteMap() {
    counts.indefinite(CborType.MAP);
  }

  /** Whether the innermost indefinite array or map ends here; if so, reads its end. */
  public boolean readBreak() {
    return heads.skipBreak();
  }

  /** An integer from 0 to a bound, 0 to 2^63 - 1. */
  public long readUnsigned(long max) {
    heads.read(CborType.UNSIGNED);
    if (heads.argument() < 0 || heads.argument() > max) {
      throw heads.bad("an unsigned integer up to " + max, Long.toUnsignedString(heads.argument()));
    }
    return heads.argument();
  }

  /** An integer from 0 to 255. */
  public int readUnsignedByte() {
    return (int) readUnsigned(0xff);
  }

  /** An integer from 0 to 65 535. */
  public int readUnsignedShort() {
    return (int) readUnsigned(0xffff);
  }

  /** An integer from 0 to 4 294 967 295. */
  public long readUnsignedInt() {
    return readUnsigned(0xffff_ffffL);
  }

  /** An integer from 0 to 2^64 - 1, as an unsigned long. */
  public long readUnsignedLong() {
    heads.read(CborType.UNSIGNED);
    return heads.argument();
  }

  /** An integer of either sign that fits 64 bits. */
  public long readInteger() {
    boolean negative = peek() == CborType.NEGATIVE;
    heads.read(negative ? CborType.NEGATIVE : CborType.UNSIGNED);
    if (heads.argument() < 0) {
      throw heads.bad("an integer of 64 bits", "one that needs more");
    }
    return negative ? ~heads.argument() : heads.argument();
  }

  /**
   * An integer of any size, in either of its forms: a number, or a tag 2 or 3 and the bytes of one
   * (RFC 8949, section 3.4.3).
   *
   * @param maxBytes how many bytes it may have
   */
  public BigInteger readBigInteger(int maxBytes) {
    CborType type = peek();
    if (type != CborType.TAG) {
      heads.read(type == CborType.NEGATIVE ? type : CborType.UNSIGNED);
      BigInteger number = new BigInteger(Long.toUnsignedString(heads.argument()));
      return type == CborType.NEGATIVE ? number.not() : number;
    }
    long tag = readTag();
    if (tag != TAG_BIG && tag != TAG_BIG_NEGATIVE) {
      throw heads.bad("an integer, or a tag 2 or 3 of one", "tag " + tag);
    }
    BigInteger number = new BigInteger(1, readBytesOfAnyForm(maxBytes));
    return tag == TAG_BIG_NEGATIVE ? number.not() : number;
  }

  /** A floating-point number of 16, 32 or 64 bits. */
  public double readFloat() {
    heads.read(CborType.FLOAT);
    long bits = heads.argument();
    return switch (heads.info()) {
      case 25 -> Float.float16ToFloat((short) bits);
      case 26 -> Float.intBitsToFloat((int) bits);
      default -> Double.longBitsToDouble(bits);
    };
  }

  /** A byte string of the definite form. */
  public byte[] readBytes() {
    return readBytes(Integer.MAX_VALUE);
  }

  /** A byte string of the definite form with at most so many bytes. */
  public byte[] readBytes(int max) {
    return strings.definite(CborType.BYTES, max);
  }

  /**
   * A byte string of the definite form with at most so many bytes: not copied, so it keeps the
   * whole message in memory.
   *
   * @return read-only
   */
  public ByteBuffer readBytesView(int max) {
    return strings.view(max);
  }

  /**
   * Opens a byte string of the definite form whose bytes are items themselves (tag 24): these come
   * next. Whoever reads them checks that they end where the string does, at {@link #offset} now and
   * so many bytes.
   *
   * @return how many bytes it has; all of them are there
   */
  public int readBytesStart() {
    return strings.open();
  }

  /** A byte string of either form with at most so many bytes, its pieces put together. */
  public byte[] readBytesOfAnyForm(int max) {
    return strings.bytesOfAnyForm(max);
  }

  /** A text string of the definite form. */
  public String readText() {
    return readText(Integer.MAX_VALUE);
  }

  /** A text string of the definite form with at most so many bytes. */
  public String readText(int maxBytes) {
    return strings.text(maxBytes);
  }

  /**
   * A text string of either form with at most so many bytes, its pieces put together. Each piece is
   * a text of its own: no character is spread over two (RFC 8949, section 3.2.3).
   */
  public String readTextOfAnyForm(int maxBytes) {
    return strings.textOfAnyForm(maxBytes);
  }

  /** True or false. */
  public boolean readBool() {
    heads.read(CborType.BOOL);
    return heads.info() == 21;
  }

  /** Null. */
  public void readNull() {
    heads.read(CborType.NULL);
  }

  /** Undefined, or another simple value that is neither a boolean nor null: its number. */
  public int readSimple() {
    heads.read(CborType.SIMPLE);
    if (heads.info() == 24 && heads.argument() < 32) {
      throw heads.bad("a simple value", "one below 32 in two bytes");
    }
    return (int) heads.argument();
  }

  /** A tag; the item that it is about comes next. */
  public long readTag() {
    heads.read(CborType.TAG);
    if (heads.argument() < 0) {
      throw heads.bad("a tag of 63 bits", Long.toUnsignedString(heads.argument()));
    }
    return heads.argument();
  }

  /** Passes over one whole item, whatever it is, at most as deep as this reader allows. */
  public void skipItem() {
    heads.begin();
    CborScanner scanner = new CborScanner(heads.at(), depth);
    heads.skip(scanner.scan(heads.view(heads.left())));
    if (!scanner.isDone()) {
      throw heads.bad(
          "a whole item", "the end of the message, " + scanner.needed() + " bytes too early");
    }
  }

  /** A copy of the bytes of one whole item, whatever it is, as they stand in the message. */
  public byte[] readItem() {
    int from = heads.at();
    skipItem();
    return heads.copyFrom(from);
  }

  /**
   * The bytes of one whole item, whatever it is, as they stand in the message: not copied, so they
   * keep the whole message in memory.
   *
   * @return read-only
   */
  public ByteBuffer readItemView() {
    int from = heads.at();
    skipItem();
    return heads.viewFrom(from);
  }
}
