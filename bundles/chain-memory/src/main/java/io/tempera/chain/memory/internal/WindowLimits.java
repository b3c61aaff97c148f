package io.tempera.chain.memory.internal;

/**
 * How much of the chain is kept. Beyond it the oldest blocks are dropped; the last one always
 * stays.
 *
 * @param blocks key {@code window.blocks}, 1 or more
 * @param bytes of blocks and headers as they are on the wire; key {@code window.bytes}, 1 or more
 */
record WindowLimits(int blocks, long bytes) {
  /**
   * Twice as many as a chain of Cardano's can roll back (its security parameter is 2 160), so that
   * a peer that is as far behind as that still finds where it left.
   */
  static final int BLOCKS = 4_320;

  /** 256 MiB. */
  static final long MOST_BYTES = 256L << 20;

  WindowLimits {
    MemorySettings.atLeast("window.blocks", blocks, 1);
    MemorySettings.atLeast("window.bytes", bytes, 1);
  }

  /** A quarter of the heap, but not more than {@link #MOST_BYTES}. */
  static long bytesFor(long heap) {
    return Math.min(MOST_BYTES, Math.max(1, heap / 4));
  }
}
