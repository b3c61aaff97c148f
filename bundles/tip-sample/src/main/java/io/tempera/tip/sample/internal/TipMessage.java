package io.tempera.tip.sample.internal;

/** What tip-sample says. */
sealed interface TipMessage {
  /** What is your tip? */
  record AskTip() implements TipMessage {}

  /** This one. */
  record TellTip(Tip tip) implements TipMessage {}

  /** No more questions. */
  record Done() implements TipMessage {}
}
