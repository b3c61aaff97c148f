package io.tempera.tx.submission.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Seconds;
import java.time.Duration;

/**
 * What the operator decides; a conversation keeps what held when it began.
 *
 * @param initDelay from a peer's first message to our first question, zero to {@link
 *     #LONGEST_DELAY}
 * @param mostUnacknowledged how many ids may be named and not acknowledged, 1 to {@value
 *     #MOST_UNACKNOWLEDGED}
 * @param idsAtOnce how many ids one question asks for, 1 to {@code mostUnacknowledged}
 * @param txsAtOnce how many transactions one question asks for, 1 to {@code mostUnacknowledged}
 */
record TxSettings(Duration initDelay, int mostUnacknowledged, int idsAtOnce, int txsAtOnce) {
  /** In seconds (ouroboros-network defaultTxSubmissionInitDelay). */
  static final double INIT_DELAY_SECONDS = 60;

  /** Ouroboros-network TxSubmission/Inbound/V2/Policy, maxUnacknowledgedTxIds. */
  static final int UNACKNOWLEDGED = 10;

  /** Ouroboros-network TxSubmission/Inbound/V1, maxTxIdsToRequest. */
  static final int IDS_AT_ONCE = 3;

  /** Ouroboros-network TxSubmission/Inbound/V1, maxTxToRequest. */
  static final int TXS_AT_ONCE = 2;

  /** Longer makes no sense. */
  static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /** So many ids of the largest size have room in a memo, twice. */
  static final int MOST_UNACKNOWLEDGED = 100;

  private static final String PID = "io.tempera.tx.submission: ";

  TxSettings {
    if (initDelay.isNegative() || initDelay.compareTo(LONGEST_DELAY) > 0) {
      throw refused(
          "init.delay is 0 to "
              + LONGEST_DELAY.toSeconds()
              + " seconds; it says "
              + initDelay.toMillis() / 1_000.0);
    }
    if (mostUnacknowledged < 1 || mostUnacknowledged > MOST_UNACKNOWLEDGED) {
      throw refused(
          "most.unacknowledged is 1 to " + MOST_UNACKNOWLEDGED + "; it says " + mostUnacknowledged);
    }
    checkAtOnce("ids.at.once", idsAtOnce, mostUnacknowledged);
    checkAtOnce("txs.at.once", txsAtOnce, mostUnacknowledged);
  }

  /** The defaults with a delay. */
  static TxSettings withDelay(Duration initDelay) {
    return new TxSettings(initDelay, UNACKNOWLEDGED, IDS_AT_ONCE, TXS_AT_ONCE);
  }

  /** A delay as the operator writes it. */
  static Duration seconds(double delay) {
    return Seconds.read(delay, LONGEST_DELAY);
  }

  private static void checkAtOnce(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw refused(key + " is 1 to most.unacknowledged, which is " + most + "; it says " + value);
    }
  }

  private static TemperaException refused(String why) {
    return new TemperaException(FailureCategory.CONFIGURATION, PID + why);
  }
}
