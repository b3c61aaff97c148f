package io.tempera.chain;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * One CBOR item exactly as it is on the wire: a header, a block, a transaction or its id. Tempera
 * moves it byte for byte and never encodes it anew.
 *
 * @param bytes the item; nobody changes them, neither who made this nor who reads it
 */
public record Encoded(byte[] bytes) {
  private static final int SHOWN_BYTES = 16;

  /** An item written in hexadecimal digits. */
  public static Encoded ofHex(String hex) {
    return new Encoded(HexFormat.of().parseHex(hex));
  }

  /** How many bytes it has. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoded that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Its first bytes in hexadecimal digits, and how many it has. */
  @Override
  public String toString() {
    return bytes.length <= SHOWN_BYTES
        ? HexFormat.of().formatHex(bytes)
        : HexFormat.of().formatHex(bytes, 0, SHOWN_BYTES) + "... (" + bytes.length + " bytes)";
  }
}
