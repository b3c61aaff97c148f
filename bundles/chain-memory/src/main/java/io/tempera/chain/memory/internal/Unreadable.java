package io.tempera.chain.memory.internal;

import io.tempera.chain.Verdict;

/** Nobody can read a header or a block; the message is a sentence that says why. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private enum Why {
    DAMAGED,
    UNKNOWN,
    UNKNOWN_FOR_NOW
  }

  private final Why why;

  /** A format knows it, and it is damaged. */
  static Unreadable damaged(String sentence) {
    return new Unreadable(sentence, Why.DAMAGED);
  }

  /**
   * No format knows it.
   *
   * @param forNow whether one that may know it is away for a moment
   */
  static Unreadable unknown(String sentence, boolean forNow) {
    return new Unreadable(sentence, forNow ? Why.UNKNOWN_FOR_NOW : Why.UNKNOWN);
  }

  private Unreadable(String sentence, Why why) {
    super(sentence);
    this.why = why;
  }

  /** Whether no format knows it: one that comes later may. */
  boolean isUnknown() {
    return why != Why.DAMAGED;
  }

  /** What to say to whoever sent it. */
  Verdict verdict() {
    return isUnknown() ? new Verdict.Unreadable(getMessage()) : new Verdict.Invalid(getMessage());
  }

  /** Whether one that may know it is away for a moment. */
  boolean isForNow() {
    return why == Why.UNKNOWN_FOR_NOW;
  }
}
