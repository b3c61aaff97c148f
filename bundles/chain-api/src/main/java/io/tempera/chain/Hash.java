package io.tempera.chain;

import java.util.Arrays;
import java.util.HexFormat;

/** The hash of a block's header: names the block. Cardano's are Blake2b-256, 32 bytes. */
public final class Hash implements Comparable<Hash> {
  /** The longest hash that anybody uses. */
  public static final int MAX_BYTES = 64;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A hash of 1 to {@value #MAX_BYTES} bytes, which are copied.
   *
   * @throws IllegalArgumentException when there are none, or more
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a hash has 1 to " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** A hash written in hexadecimal digits. */
  public static Hash ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** All its bytes in hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
