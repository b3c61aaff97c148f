package io.tempera.chain.memory.internal;

/** Nobody can read a header or a block; the message is a sentence that says why. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unknown;

  /** A format knows it, and it is damaged. */
  static Unreadable damaged(String sentence) {
    return new Unreadable(sentence, false);
  }

  /** No format knows it. */
  static Unreadable unknown(String sentence) {
    return new Unreadable(sentence, true);
  }

  private Unreadable(String sentence, boolean unknown) {
    super(sentence);
    this.unknown = unknown;
  }

  /** Whether no format knows it: one that comes later may. */
  boolean isUnknown() {
    return unknown;
  }
}
