package io.tempera.tx.submission.internal;

/** A transaction is of a kind that this node reads, and is damaged. */
final class TxDamaged extends TxViolation {
  private static final long serialVersionUID = 1L;

  TxDamaged(String where, String why) {
    super(where, "the peer sends a transaction that is damaged: " + why);
  }
}
