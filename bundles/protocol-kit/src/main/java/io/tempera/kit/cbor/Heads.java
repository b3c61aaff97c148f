package io.tempera.kit.cbor;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A place in a message, and the head that was read last: an item's first byte and its argument. */
final class Heads {
  private final byte[] message;
  private int at;
  private int start;
  private int info;
  private long argument;

  Heads(byte[] message) {
    this.message = message;
  }

  /** The offset of the next byte. */
  int at() {
    return at;
  }

  /** How many bytes follow. */
  int left() {
    return message.length - at;
  }

  /** The low five bits of the first byte. */
  int info() {
    return info;
  }

  /** What they say, or the bytes behind them; unsigned. */
  long argument() {
    return argument;
  }

  /** Whether the next head is there completely. */
  boolean isThere() {
    return left() > 0 && left() > width(message[at] & 31);
  }

  /** The next byte, without passing over it. */
  int first(String expected) {
    if (left() == 0) {
      throw new CborException(at, expected, "the end of the message");
    }
    return message[at] & 0xff;
  }

  /** Whether the next item has no length of its own but ends with a break. */
  boolean isIndefinite() {
    int first = first("an item");
    return (first & 31) == 31 && first != 0xff;
  }

  /** Passes over a break, if one comes next. */
  boolean skipBreak() {
    if (first("an item or the end of an indefinite item") != 0xff) {
      return false;
    }
    at++;
    return true;
  }

  /** From now on errors are about the item that begins here. */
  void begin() {
    start = at;
  }

  /** Reads the head of an item that must be of a kind. */
  void read(CborType wanted) {
    int first = first(wanted.words());
    begin();
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
    if (width(info) > 0) {
      readArgument(width(info));
    }
  }

  private void readArgument(int width) {
    if (width > left()) {
      throw bad("a number of " + width + " bytes", "only " + left() + " left");
    }
    argument = 0;
    for (int i = 0; i < width; i++) {
      argument = argument << 8 | message[at++] & 0xff;
    }
  }

  /** How many bytes of argument follow a first byte. */
  private static int width(int info) {
    return info < 24 || info > 27 ? 0 : 1 << info - 24;
  }

  void skip(int bytes) {
    at += bytes;
  }

  /** A copy of the bytes from an offset to here. */
  byte[] copyFrom(int offset) {
    return Arrays.copyOfRange(message, offset, at);
  }

  /** The bytes from an offset to here, read-only and not copied. */
  ByteBuffer viewFrom(int offset) {
    return ByteBuffer.wrap(message, offset, at - offset).slice().asReadOnlyBuffer();
  }

  /** The next bytes, not copied. */
  ByteBuffer view(int bytes) {
    return ByteBuffer.wrap(message, at, bytes);
  }

  CborException bad(String expected, String found) {
    return new CborException(start, expected, found);
  }
}
