package io.tempera.chain.sample;

/**
 * What made-up blocks look like.
 *
 * @param bytes so many each has at least, as block-fetch moves it, and {@value #MOST_MORE_BYTES}
 *     more at the most where it would have fewer: 0 to {@value #MOST_BYTES}; they are filled up
 *     with metadata of the first transaction, which then there is in any case
 * @param transactions how many each has, 0 to {@value #MOST_TRANSACTIONS}
 * @param slots from one to the next, 1 to {@value #MOST_SLOTS}
 */
public record BlockShape(int bytes, int transactions, int slots) {
  /** 2 MiB: the largest block that Cardano's nodes count with (ouroboros-network, Limits). */
  public static final int MOST_BYTES = 2_097_152;

  /** How much larger than asked for a block is at the most. */
  public static final int MOST_MORE_BYTES = 128;

  /** So that blocks stay far below what block-fetch moves. */
  public static final int MOST_TRANSACTIONS = 1_000;

  /** A year of seconds. */
  public static final int MOST_SLOTS = 31_536_000;

  /** As small as it gets with a transaction, and as far apart as on Cardano: 20 slots. */
  public static final BlockShape SMALL = new BlockShape(0, 1, 20);

  /** Checks the ranges. */
  public BlockShape {
    check("bytes", bytes, 0, MOST_BYTES);
    check("transactions", transactions, 0, MOST_TRANSACTIONS);
    check("slots", slots, 1, MOST_SLOTS);
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "made-up blocks have %d to %d %s, not %d".formatted(least, most, what, value));
    }
  }
}
