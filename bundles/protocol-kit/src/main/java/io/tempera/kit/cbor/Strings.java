package io.tempera.kit.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads byte strings and text strings, whole ones and those in pieces. */
final class Strings {
  private final Heads heads;

  Strings(Heads heads) {
    this.heads = heads;
  }

  /** A string of the definite form. */
  byte[] definite(CborType type, int max) {
    int length = length(type, max);
    heads.skip(length);
    return heads.copyFrom(heads.at() - length);
  }

  /** A byte string of the definite form, read-only and not copied. */
  ByteBuffer view(int max) {
    int length = length(CborType.BYTES, max);
    heads.skip(length);
    return heads.viewFrom(heads.at() - length);
  }

  /** The length of a byte string of the definite form, whose bytes come next. */
  int open() {
    return length(CborType.BYTES, Integer.MAX_VALUE);
  }

  /** A byte string of either form. */
  byte[] bytesOfAnyForm(int max) {
    if (!heads.isIndefinite()) {
      return definite(CborType.BYTES, max);
    }
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    heads.read(CborType.BYTES);
    while (!heads.skipBreak()) {
      pieces.writeBytes(definite(CborType.BYTES, max - pieces.size()));
    }
    return pieces.toByteArray();
  }

  /** A text string of the definite form. */
  String text(int maxBytes) {
    return utf8(definite(CborType.TEXT, maxBytes));
  }

  /** A text string of either form; each piece is a text of its own. */
  String textOfAnyForm(int maxBytes) {
    if (!heads.isIndefinite()) {
      return text(maxBytes);
    }
    StringBuilder text = new StringBuilder();
    heads.read(CborType.TEXT);
    for (int left = maxBytes; !heads.skipBreak(); ) {
      byte[] piece = definite(CborType.TEXT, left);
      text.append(utf8(piece));
      left -= piece.length;
    }
    return text.toString();
  }

  private int length(CborType type, int max) {
    heads.read(type);
    if (heads.info() == 31) {
      throw heads.bad("the definite form of " + type.words(), "the indefinite form");
    }
    long length = heads.argument();
    if (length < 0 || length > max) {
      throw heads.bad(type.words() + " of at most " + max + " bytes", lengthOf(length));
    }
    if (length > heads.left()) {
      throw heads.bad(type.words(), lengthOf(length) + " with " + heads.left() + " left");
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
