package io.tempera.chain.sample;

/**
 * Bytes that look like chance and are the same for the same seed (SplitMix64: small, fast, and the
 * same on every JDK). For one thread.
 */
final class Noise {
  private long state;

  Noise(long seed) {
    state = seed;
  }

  /** A seed made of several numbers: with any other of them, another one. */
  static long seed(long... parts) {
    long seed = 0;
    for (long part : parts) {
      seed = new Noise(seed ^ part).next();
    }
    return seed;
  }

  /** The next 64 bits. */
  long next() {
    state += 0x9E37_79B9_7F4A_7C15L;
    long z = state;
    z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
    return z ^ z >>> 31;
  }

  /** A number from 0 to below a bound. */
  long below(long bound) {
    return Long.remainderUnsigned(next(), bound);
  }

  /** The next bytes. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; at += Long.BYTES) {
      long word = next();
      for (int i = at; i < Math.min(count, at + Long.BYTES); i++) {
        bytes[i] = (byte) word;
        word >>>= Byte.SIZE;
      }
    }
    return bytes;
  }
}
