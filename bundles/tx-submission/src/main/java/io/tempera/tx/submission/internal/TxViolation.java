package io.tempera.tx.submission.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** The other side broke a rule that the table does not show; its connection is lost. */
abstract class TxViolation extends TemperaException {
  private static final long serialVersionUID = 1L;

  /**
   * A broken rule.
   *
   * @param where as {@link #where} says it
   * @param what happened
   */
  TxViolation(String where, String what) {
    super(FailureCategory.REMOTE_MISBEHAVED, where + " tx-submission: " + what);
  }

  /** Which half of which connection, for sentences. */
  static String where(HalfContext context) {
    return context.connectionId() + " mini-protocol " + context.key();
  }
}
