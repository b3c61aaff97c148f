package io.tempera.tip.sample.internal;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a chain ends.
 *
 * @param block the number of its last block, 0 or more
 * @param hash of that block, {@value #HASH_BYTES} bytes
 */
record Tip(long block, byte[] hash) {
  /** As long as a hash of SHA-256. */
  static final int HASH_BYTES = 32;

  private static final int SHOWN_BYTES = 4;

  Tip {
    if (block < 0 || hash.length != HASH_BYTES) {
      throw new IllegalArgumentException(
          "a tip is a block from 0 and a hash of "
              + HASH_BYTES
              + " bytes, not block "
              + block
              + " and "
              + hash.length
              + " bytes");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tip tip && block == tip.block && Arrays.equals(hash, tip.hash);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(block) * 31 + Arrays.hashCode(hash);
  }

  /** For example {@code block 7 (a3f1c2d0...)}. */
  @Override
  public String toString() {
    return "block " + block + " (" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES) + "...)";
  }
}
