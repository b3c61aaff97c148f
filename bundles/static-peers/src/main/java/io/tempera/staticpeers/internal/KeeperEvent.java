package io.tempera.staticpeers.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.peer.PeerStatus;
import java.time.Duration;
import java.util.Optional;

/** What comes of what a keeper does. */
sealed interface KeeperEvent {
  /** The keeping begins. */
  record Begun() implements KeeperEvent {}

  /** It was established. */
  record Established() implements KeeperEvent {}

  /** It was not. */
  record NotEstablished(FailureCategory why) implements KeeperEvent {}

  /** It was activated. */
  record Activated() implements KeeperEvent {}

  /**
   * Its status.
   *
   * @param repromoteDelay for how long it should not be promoted
   * @param kept for how long it was as it should be, until it changed
   */
  record Seen(PeerStatus status, Optional<Duration> repromoteDelay, Duration kept)
      implements KeeperEvent {}

  /** The pause is over. */
  record Paused() implements KeeperEvent {}
}
