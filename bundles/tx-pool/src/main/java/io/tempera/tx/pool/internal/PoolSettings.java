package io.tempera.tx.pool.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.time.Duration;

/**
 * What the operator decides.
 *
 * @param mostTransactions how many transactions there may be, those that are being fetched
 *     included; at that, none is taken, and peers are asked for none until one goes
 * @param mostBytes how many bytes they may have together; likewise
 * @param mostTransactionBytes how many bytes one may have; a larger one is never taken
 * @param keep how long one stays at the most, so that a pool that nothing empties goes on relaying
 * @param mostRemembered how many ids of transactions that went are remembered, so that they are not
 *     fetched again at once; above that, the oldest are forgotten
 */
record PoolSettings(
    int mostTransactions,
    long mostBytes,
    int mostTransactionBytes,
    Duration keep,
    int mostRemembered) {
  static final int TRANSACTIONS = 10_000;
  static final long BYTES = 33_554_432;

  /** Ouroboros-network TxSubmission/Inbound/V2/Policy, max_TX_SIZE. */
  static final int TRANSACTION_BYTES = 65_540;

  static final int KEEP_SECONDS = 3_600;
  static final int REMEMBERED = 20_000;

  static final PoolSettings DEFAULT =
      new PoolSettings(
          TRANSACTIONS, BYTES, TRANSACTION_BYTES, Duration.ofSeconds(KEEP_SECONDS), REMEMBERED);

  private static final int MILLION = 1_000_000;

  /** What tx-submission can have on its way from one peer. */
  private static final int LARGEST_TRANSACTION = 655_400;

  private static final int WEEK_SECONDS = 604_800;

  PoolSettings {
    check("most.transactions", mostTransactions, 1, MILLION);
    check("most.transaction.bytes", mostTransactionBytes, 1, LARGEST_TRANSACTION);
    check("keep", keep.toSeconds(), 1, WEEK_SECONDS);
    check("remembered.ids", mostRemembered, 0, MILLION);
    if (mostBytes < mostTransactionBytes) {
      throw refused(
          "most.bytes is at least most.transaction.bytes, which is "
              + mostTransactionBytes
              + "; it says "
              + mostBytes);
    }
  }

  private static void check(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw refused(key + " is " + least + " to " + most + "; it says " + value);
    }
  }

  private static TemperaException refused(String why) {
    return new TemperaException(FailureCategory.CONFIGURATION, "io.tempera.tx.pool: " + why);
  }
}
