package io.tempera.kit.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  private final byte[] message;
  private final boolean whole;
  private int at;

  // The head that was read last.
  private int start;
  private int info;
  private long argument;

  /** A reader at the start of a message, which must not change meanwhile. */
  public CborReader(byte[] message) {
    this(message, true);
  }

  private CborReader(byte[] message, boolean whole) {
    this.message = message;
    this.whole = whole;
  }

  /**
   * A reader of the first bytes of a message whose rest has not arrived. A count may say more than
   * there is; {@link #hasHead} tells what can be read.
   */
  public static CborReader ofStart(byte[] bytes) {
    return new CborReader(bytes, false);
  }

  /** Whether the next item's first byte is there, and the number behind it that belongs to it. */
  public boolean hasHead() {
    if (remaining() == 0) {
      return false;
    }
    int width = message[at] & 31;
    return remaining() > (width < 24 || width > 27 ? 0 : 1 << width - 24);
  }

  /** The offset of the next byte. */
  public int offset() {
    return at;
  }

  /** How many bytes are left. */
  public int remaining() {
    return message.length - at;
  }

  /** What comes next, without reading it. */
  public CborType peek() {
    return CborType.of(firstByte("an item"));
  }

  /** Whether the next item has no length of its own but ends with a break. */
  public boolean peekIndefinite() {
    int first = firstByte("an item");
    return (first & 31) == 31 && first != 0xff;
  }

  /** Checks that nothing is left. */
  public void expectEnd() {
    if (remaining() > 0) {
      throw new CborException(at, "the end of the message", remaining() + " more bytes");
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
      throw bad("an array of " + items, "an array of " + found);
    }
  }

  /** Opens an array of the indefinite form. */
  public void readIndefiniteArray() {
    int found = readArrayStart();
    if (found != INDEFINITE) {
      throw bad("an indefinite array", "a definite array of " + found);
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

  /** Whether the innermost indefinite array or map ends here; if so, reads its end. */
  public boolean readBreak() {
    if (firstByte("an item or the end of an indefinite item") != 0xff) {
      return false;
    }
    at++;
    return true;
  }

  /** An integer from 0 to a bound, 0 to 2^63 - 1. */
  public long readUnsigned(long max) {
    head(CborType.UNSIGNED);
    if (argument < 0 || argument > max) {
      throw bad("an unsigned integer up to " + max, Long.toUnsignedString(argument));
    }
    return argument;
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
    head(negative ? CborType.NEGATIVE : CborType.UNSIGNED);
    if (argument < 0) {
      throw bad("an integer of 64 bits", "one that needs more");
    }
    return negative ? ~argument : argument;
  }

  /** A byte string of the definite form. */
  public byte[] readBytes() {
    return readBytes(Integer.MAX_VALUE);
  }

  /** A byte string of the definite form with at most so many bytes. */
  public byte[] readBytes(int max) {
    return readString(CborType.BYTES, max);
  }

  /** A text string of the definite form. */
  public String readText() {
    return readText(Integer.MAX_VALUE);
  }

  /** A text string of the definite form with at most so many bytes. */
  public String readText(int maxBytes) {
    byte[] utf8 = readString(CborType.TEXT, maxBytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw bad("a text string", "bytes that are not UTF-8");
    }
  }

  /** True or false. */
  public boolean readBool() {
    head(CborType.BOOL);
    return info == 21;
  }

  /** Null. */
  public void readNull() {
    head(CborType.NULL);
  }

  /** A tag; the item that it is about comes next. */
  public long readTag() {
    head(CborType.TAG);
    if (argument < 0) {
      throw bad("a tag of 63 bits", Long.toUnsignedString(argument));
    }
    return argument;
  }

  /**
   * Passes over one whole item, whatever it is, at most {@value CborScanner#MAX_DEPTH} levels deep.
   */
  public void skipItem() {
    start = at;
    CborScanner scanner = new CborScanner(at);
    at += scanner.scan(ByteBuffer.wrap(message, at, remaining()));
    if (!scanner.isDone()) {
      throw bad("a whole item", "the end of the message, " + scanner.needed() + " bytes too early");
    }
  }

  /** A copy of the bytes of one whole item, whatever it is, as they stand in the message. */
  public byte[] readItem() {
    int from = at;
    skipItem();
    return Arrays.copyOfRange(message, from, at);
  }

  /**
   * The bytes of one whole item, whatever it is, as they stand in the message: not copied, so they
   * keep the whole message in memory.
   *
   * @return read-only
   */
  public ByteBuffer readItemView() {
    int from = at;
    skipItem();
    return ByteBuffer.wrap(message, from, at - from).slice().asReadOnlyBuffer();
  }

  private int readStart(CborType type, int bytesEach) {
    head(type);
    if (info == 31) {
      return INDEFINITE;
    }
    int most = whole ? remaining() / bytesEach : Integer.MAX_VALUE;
    if (argument < 0 || argument > most) {
      throw bad(
          type.words() + " that the message can hold",
          type.words()
              + " of "
              + Long.toUnsignedString(argument)
              + " with "
              + remaining()
              + " bytes left");
    }
    return (int) argument;
  }

  private int definite(int found, CborType type) {
    if (found == INDEFINITE) {
      throw bad("the definite form of " + type.words(), "the indefinite form");
    }
    return found;
  }

  private byte[] readString(CborType type, int max) {
    head(type);
    if (info == 31) {
      throw bad("the definite form of " + type.words(), "the indefinite form");
    }
    if (argument < 0 || argument > max) {
      throw bad(type.words() + " of at most " + max + " bytes", length());
    }
    if (argument > remaining()) {
      throw bad(type.words(), length() + " with " + remaining() + " left");
    }
    int from = at;
    at += (int) argument;
    return Arrays.copyOfRange(message, from, at);
  }

  private String length() {
    return "one of " + Long.toUnsignedString(argument) + " bytes";
  }

  /** Reads the first byte of an item and the argument behind it. */
  private void head(CborType wanted) {
    int first = firstByte(wanted.words());
    start = at;
    info = first & 31;
    CborType found = CborType.of(first);
    if (found != wanted) {
      throw bad(wanted.words(), found.words());
    }
    boolean mayBeIndefinite =
        switch (wanted) {
          case BYTES, TEXT, ARRAY, MAP -> true;
          default -> false;
        };
    if (info > 27 && !(info == 31 && mayBeIndefinite)) {
      throw bad(wanted.words(), "the reserved first byte 0x" + Integer.toHexString(first));
    }
    at++;
    argument = info;
    if (info >= 24 && info < 28) {
      readArgument(1 << info - 24);
    }
  }

  private void readArgument(int width) {
    if (width > remaining()) {
      throw bad("a number of " + width + " bytes", "only " + remaining() + " left");
    }
    argument = 0;
    for (int i = 0; i < width; i++) {
      argument = argument << 8 | message[at++] & 0xff;
    }
  }

  private int firstByte(String expected) {
    if (remaining() == 0) {
      throw new CborException(at, expected, "the end of the message");
    }
    return message[at] & 0xff;
  }

  private CborException bad(String expected, String found) {
    return new CborException(start, expected, found);
  }
}
