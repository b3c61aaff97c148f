package io.tempera.chain.memory.internal;

import java.time.Duration;

/**
 * How many blocks are asked for before they are here.
 *
 * @param rangeBlocks in one range; key {@code range.blocks}, 1 or more
 * @param peerBlocks on their way from one peer; key {@code peer.blocks}, a range or more
 * @param blocks on their way from all peers; key {@code fetch.blocks}, as many as from one or more
 * @param bytes on their way, each block taken for as large as the largest one seen of late, and
 *     here but not on the chain yet; key {@code fetch.bytes}, 1 or more. When nothing is on its way
 *     one range is asked for, of one block at least, however much is here: else a fork that is
 *     longer than this would never be whole
 * @param patience for how long a range may hold up everything before another peer is asked for what
 *     is missing of it, too; key {@code range.patience}, above zero, at most {@link
 *     #LONGEST_PATIENCE}
 */
record FetchLimits(int rangeBlocks, int peerBlocks, int blocks, long bytes, Duration patience) {
  /** In one range. */
  static final int RANGE_BLOCKS = 100;

  /** On their way from one peer: the next range is there before the present one is done. */
  static final int PEER_BLOCKS = 200;

  /** On their way from all peers. */
  static final int BLOCKS = 2_000;

  /** 16 MiB. */
  static final long BYTES = 16L << 20;

  /** Seconds: half of what block-fetch waits for a single block. */
  static final int PATIENCE_SECONDS = 30;

  /** With more nobody would ever be asked. */
  static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

  /** As they are when nobody says otherwise. */
  static final FetchLimits DEFAULT = new FetchLimits(RANGE_BLOCKS, PEER_BLOCKS, BLOCKS, BYTES);

  FetchLimits {
    MemorySettings.atLeast("range.blocks", rangeBlocks, 1);
    MemorySettings.atLeast("fetch.bytes", bytes, 1);
    notBelow("peer.blocks", peerBlocks, "range.blocks", rangeBlocks);
    notBelow("fetch.blocks", blocks, "peer.blocks", peerBlocks);
    MemorySettings.within("range.patience", patience, LONGEST_PATIENCE);
  }

  /** With the default patience. */
  FetchLimits(int rangeBlocks, int peerBlocks, int blocks, long bytes) {
    this(rangeBlocks, peerBlocks, blocks, bytes, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** The same with another patience. */
  FetchLimits withPatience(Duration other) {
    return new FetchLimits(rangeBlocks, peerBlocks, blocks, bytes, other);
  }

  private static void notBelow(String key, int value, String otherKey, int other) {
    if (value < other) {
      throw MemorySettings.senseless(
          key
              + " is "
              + value
              + " and "
              + otherKey
              + " is "
              + other
              + "; "
              + key
              + " is not below it");
    }
  }
}
