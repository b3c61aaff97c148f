package io.tempera.tx;

/** What a pool says to a transaction that a peer has. */
public enum TxWish {
  /** It is to be asked for: the pool counts on getting it from this peer. */
  YES,
  /** It is known, or never wanted: it need not be named again. */
  NO,
  /**
   * Not from this peer now: another is asked, or there is no room. The inbox's {@code news} is run
   * when the answer may be another, so it is kept in mind until then.
   */
  LATER
}
