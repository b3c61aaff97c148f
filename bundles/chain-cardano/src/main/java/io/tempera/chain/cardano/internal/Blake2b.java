package io.tempera.chain.cardano.internal;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/** Blake2b-256, which names everything on Cardano's chain. For one hash, by one thread. */
final class Blake2b {
  /** How many bytes a hash has. */
  static final int BYTES = 32;

  private final Blake2bDigest digest = new Blake2bDigest(Byte.SIZE * BYTES);

  /** Takes more bytes: those from one offset to before another. */
  Blake2b and(byte[] bytes, int from, int to) {
    digest.update(bytes, from, to - from);
    return this;
  }

  /** The hash of what was taken. */
  byte[] hash() {
    byte[] hash = new byte[BYTES];
    digest.doFinal(hash, 0);
    return hash;
  }

  /** The hash of the bytes from one offset to before another. */
  static byte[] of(byte[] bytes, int from, int to) {
    return new Blake2b().and(bytes, from, to).hash();
  }
}
