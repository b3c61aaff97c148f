package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxOffer;

/** A transaction that the initiator has named and that is not acknowledged yet. For one thread. */
final class Named {
  private final TxOffer offer;
  private Fate fate;

  /**
   * What becomes of it.
   *
   * <pre>
   * OPEN → WANTED → ASKED → SETTLED
   * OPEN → SETTLED
   * </pre>
   */
  enum Fate {
    /** The pool has not said what it makes of it. */
    OPEN,
    /** The pool wants it, and it is to be asked for. */
    WANTED,
    /** It was asked for. */
    ASKED,
    /** It was received, or is missing, or not wanted: it can be acknowledged. */
    SETTLED
  }

  Named(TxOffer offer, Fate fate) {
    this.offer = offer;
    this.fate = fate;
  }

  TxOffer offer() {
    return offer;
  }

  Encoded id() {
    return offer.id();
  }

  boolean is(Fate which) {
    return fate == which;
  }

  void becomes(Fate next) {
    fate = next;
  }
}
