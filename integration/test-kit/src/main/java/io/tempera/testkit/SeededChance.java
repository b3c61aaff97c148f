package io.tempera.testkit;

import io.tempera.runtime.Chance;

/** SplitMix64: small, good enough, and the same on every JDK. */
public final class SeededChance implements Chance {
  private long state;

  /** Begins anywhere: neighbouring seeds have nothing in common. */
  public SeededChance(long seed) {
    state = seed;
  }

  @Override
  public long below(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("The bound must be at least one, not " + bound);
    }
    return Long.remainderUnsigned(next(), bound);
  }

  private long next() {
    state += 0x9E37_79B9_7F4A_7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
