package io.tempera.protocol;

import java.time.Duration;
import java.util.Optional;

/** What a half returns. */
public sealed interface HalfResult {
  /**
   * The conversation is over, as its protocol says.
   *
   * @param outcome a word or two for people
   * @param repromoteDelay for how long the peer should not be promoted again; empty leaves it to
   *     the exit policy
   */
  record Finished(String outcome, Optional<Duration> repromoteDelay) implements HalfResult {}

  /** It stopped at a hand-over point, because it was asked to. */
  record HandedOver(Snapshot snapshot) implements HalfResult {}
}
