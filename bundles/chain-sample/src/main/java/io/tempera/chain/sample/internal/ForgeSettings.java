package io.tempera.chain.sample.internal;

import io.tempera.chain.sample.BlockShape;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Seconds;
import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param seed of the chain: with the same one come the same blocks
 * @param blocks how many there are at the start, 0 to {@value #MOST_BLOCKS}: those that are missing
 *     are made at once
 * @param interval from one forged block to the next, zero (none) to {@link #LONGEST_INTERVAL}
 * @param shape of the blocks
 * @param rollbackEvery at each so-many-th forged block the chain goes back first; 0 for never
 * @param rollbackBlocks by how many blocks, 1 to {@value #MOST_ROLLBACK_BLOCKS}
 * @param stopAfter how many blocks are forged; 0 for no end
 */
record ForgeSettings(
    long seed,
    int blocks,
    Duration interval,
    BlockShape shape,
    int rollbackEvery,
    int rollbackBlocks,
    int stopAfter) {
  /** A million blocks of one kibibyte fill what a demo can wait for. */
  static final int MOST_BLOCKS = 1_000_000;

  /** How far a node of Cardano can go back (k of its genesis, securityParam). */
  static final int MOST_ROLLBACK_BLOCKS = 2_160;

  /** A chain with less than a block a day shows nothing. */
  static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  /** By how many blocks the chain goes back unless told. */
  static final int ROLLBACK_BLOCKS = 2;

  ForgeSettings {
    check("blocks", blocks, 0, MOST_BLOCKS);
    check("rollback.every", rollbackEvery, 0, Integer.MAX_VALUE);
    check("rollback.blocks", rollbackBlocks, 1, MOST_ROLLBACK_BLOCKS);
    check("stop.after", stopAfter, 0, Integer.MAX_VALUE);
    if (interval.isNegative() || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw refused(
          "interval is 0 to "
              + LONGEST_INTERVAL.toSeconds()
              + " seconds, 0 for no forging; it says "
              + interval.toMillis() / 1_000.0);
    }
  }

  /** From what the operator writes. */
  static ForgeSettings of(ForgeConfig config) {
    return new ForgeSettings(
        config.seed(),
        config.blocks(),
        Seconds.read(config.interval(), LONGEST_INTERVAL),
        shape(config),
        config.rollback_every(),
        config.rollback_blocks(),
        config.stop_after());
  }

  private static BlockShape shape(ForgeConfig config) {
    try {
      return new BlockShape(
          config.block_bytes(), config.block_transactions(), BlockShape.SMALL.slots());
    } catch (IllegalArgumentException senseless) {
      throw refused("block.bytes or block.transactions: " + senseless.getMessage());
    }
  }

  private static void check(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw refused("%s is %d to %d; it says %d".formatted(key, least, most, value));
    }
  }

  private static TemperaException refused(String why) {
    return new TemperaException(FailureCategory.CONFIGURATION, ForgeConfig.PID + ": " + why);
  }
}
