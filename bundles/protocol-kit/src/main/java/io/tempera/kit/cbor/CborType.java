package io.tempera.kit.cbor;

/** What kind of item begins at a byte. */
public enum CborType {
  /** An integer from 0 up. */
  UNSIGNED("an unsigned integer"),
  /** An integer below 0. */
  NEGATIVE("a negative integer"),
  /** A byte string. */
  BYTES("a byte string"),
  /** A text string. */
  TEXT("a text string"),
  /** An array. */
  ARRAY("an array"),
  /** A map. */
  MAP("a map"),
  /** A tag, and behind it the item that it is about. */
  TAG("a tag"),
  /** True or false. */
  BOOL("a boolean"),
  /** Null. */
  NULL("null"),
  /** Undefined, or another simple value. */
  SIMPLE("a simple value"),
  /** A floating-point number of any width. */
  FLOAT("a floating-point number"),
  /** The end of an indefinite item. */
  BREAK("the end of an indefinite item");

  private final String words;

  CborType(String words) {
    this.words = words;
  }

  /** For sentences, with its article. */
  public String words() {
    return words;
  }

  /** The kind that a first byte announces, well-formed or not. */
  static CborType of(int firstByte) {
    return switch (firstByte >> 5 & 7) {
      case 0 -> UNSIGNED;
      case 1 -> NEGATIVE;
      case 2 -> BYTES;
      case 3 -> TEXT;
      case 4 -> ARRAY;
      case 5 -> MAP;
      case 6 -> TAG;
      default ->
          switch (firstByte & 31) {
            case 20, 21 -> BOOL;
            case 22 -> NULL;
            case 25, 26, 27 -> FLOAT;
            case 31 -> BREAK;
            default -> SIMPLE;
          };
    };
  }
}
