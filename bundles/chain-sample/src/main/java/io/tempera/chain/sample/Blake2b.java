package io.tempera.chain.sample;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/** Blake2b-256. */
final class Blake2b {
  private static final int HASH_BYTES = 32;

  private Blake2b() {}

  /** The hash of all pieces, one behind the other. */
  static byte[] of(byte[]... pieces) {
    Blake2bDigest digest = new Blake2bDigest(Byte.SIZE * HASH_BYTES);
    for (byte[] piece : pieces) {
      digest.update(piece, 0, piece.length);
    }
    byte[] hash = new byte[HASH_BYTES];
    digest.doFinal(hash, 0);
    return hash;
  }
}
