package io.tempera.handshake.internal;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * One CBOR item, encoded: the data of a version, which is not looked at before that version is
 * chosen.
 */
final class Term {
  private final byte[] encoded;

  /** Takes the bytes over. */
  Term(byte[] encoded) {
    this.encoded = encoded;
  }

  /** Not to be written to. */
  byte[] encoded() {
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Term term && Arrays.equals(encoded, term.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(encoded);
  }
}
