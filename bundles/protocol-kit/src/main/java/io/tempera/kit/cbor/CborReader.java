package io.tempera.kit.cbor;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
  private final boolean whole;
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
    this.whole = whole;
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
    int first = heads.first("an item");
    return (first & 31) == 31 && first != 0xff;
  }

  /** Checks that nothing is left. */
  public void expectEnd() {
    if (remaining() > 0) {
      throw new CborException(heads.at(), "the end of the message", remaining() + " more bytes");
    }
  }

  /** Opens an array of either form: the number of its items, or {@link #INDEFINITE}. */
  public int readArrayStart() {
    return readStart(CborType.ARRAY, 1);
  }

  /** Opens an array of the definite form: the number of its items. */
  public int readDefiniteArray() {
    return definite(readArrayStart(), CborType.ARRAY);
  }

  /** Opens an array of the definite form with exactly so many items. */
  public void readArrayOf(int items) {
    int found = readDefiniteArray();
    if (found != items) {
      throw heads.bad("an array of " + items, "an array of " + found);
    }
  }

  /** Opens an array of the indefinite form. */
  public void readIndefiniteArray() {
    int found = readArrayStart();
    if (found != INDEFINITE) {
      throw heads.bad("an indefinite array", "a definite array of " + found);
    }
  }

  /** Opens a map of either form: the number of its pairs, or {@link #INDEFINITE}. */
  public int readMapStart() {
    return readStart(CborType.MAP, 2);
  }

  /** Opens a map of the definite form: the number of its pairs. */
  public int readDefiniteMap() {
    return definite(readMapStart(), CborType.MAP);
  }

  /** Opens a map of the indefinite form. */
  public void readIndefiniteMap() {
    int found = readMapStart();
    if (found != INDEFINITE) {
      throw heads.bad("an indefinite map", "a definite map of " + found);
    }
  }

  /** Whether the innermost indefinite array or map ends here; if so, reads its end. */
  public boolean readBreak() {
    if (heads.first("an item or the end of an indefinite item") != 0xff) {
      return false;
    }
    heads.skip(1);
    return true;
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
    return string(CborType.BYTES, max);
  }

  /**
   * A byte string of the definite form with at most so many bytes: not copied, so it keeps the
   * whole message in memory.
   *
   * @return read-only
   */
  public ByteBuffer readBytesView(int max) {
    int length = stringLength(CborType.BYTES, max);
    heads.skip(length);
    return heads.viewFrom(heads.at() - length);
  }

  /** A byte string of either form with at most so many bytes, its pieces put together. */
  public byte[] readBytesOfAnyForm(int max) {
    return stringOfAnyForm(CborType.BYTES, max);
  }

  /** A text string of the definite form. */
  public String readText() {
    return readText(Integer.MAX_VALUE);
  }

  /** A text string of the definite form with at most so many bytes. */
  public String readText(int maxBytes) {
    return utf8(string(CborType.TEXT, maxBytes));
  }

  /**
   * A text string of either form with at most so many bytes, its pieces put together. Each piece is
   * a text of its own: no character is spread over two (RFC 8949, section 3.2.3).
   */
  public String readTextOfAnyForm(int maxBytes) {
    if (!peekIndefinite()) {
      return readText(maxBytes);
    }
    StringBuilder text = new StringBuilder();
    heads.read(CborType.TEXT);
    for (int left = maxBytes; !readBreak(); ) {
      byte[] piece = string(CborType.TEXT, left);
      text.append(utf8(piece));
      left -= piece.length;
    }
    return text.toString();
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

  private int readStart(CborType type, int bytesEach) {
    heads.read(type);
    if (heads.info() == 31) {
      return INDEFINITE;
    }
    int most = whole ? remaining() / bytesEach : Integer.MAX_VALUE;
    if (heads.argument() < 0 || heads.argument() > most) {
      throw heads.bad(
          type.words() + " that the message can hold",
          type.words()
              + " of "
              + Long.toUnsignedString(heads.argument())
              + " with "
              + remaining()
              + " bytes left");
    }
    return (int) heads.argument();
  }

  private int definite(int found, CborType type) {
    if (found == INDEFINITE) {
      throw heads.bad("the definite form of " + type.words(), "the indefinite form");
    }
    return found;
  }

  private byte[] string(CborType type, int max) {
    int length = stringLength(type, max);
    heads.skip(length);
    return heads.copyFrom(heads.at() - length);
  }

  private byte[] stringOfAnyForm(CborType type, int max) {
    if (!peekIndefinite()) {
      return string(type, max);
    }
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    heads.read(type);
    while (!readBreak()) {
      pieces.writeBytes(string(type, max - pieces.size()));
    }
    return pieces.toByteArray();
  }

  private int stringLength(CborType type, int max) {
    heads.read(type);
    if (heads.info() == 31) {
      throw heads.bad("the definite form of " + type.words(), "the indefinite form");
    }
    long length = heads.argument();
    if (length < 0 || length > max) {
      throw heads.bad(type.words() + " of at most " + max + " bytes", lengthOf(length));
    }
    if (length > remaining()) {
      throw heads.bad(type.words(), lengthOf(length) + " with " + remaining() + " left");
    }
    return (int) length;
  }

  private static String lengthOf(long length) {
    return "one of " + Long.toUnsignedString(length) + " bytes";
  }

  private String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw heads.bad("a text string", "bytes that are not UTF-8");
    }
  }
}
