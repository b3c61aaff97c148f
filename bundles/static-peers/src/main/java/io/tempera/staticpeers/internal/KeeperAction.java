package io.tempera.staticpeers.internal;

import io.tempera.peer.PeerStatus;
import java.time.Duration;

/** What a keeper does next. */
sealed interface KeeperAction {
  /** Establish the peer, or use what somebody else has established. */
  record Establish() implements KeeperAction {}

  /** Activate it. */
  record Activate() implements KeeperAction {}

  /** Look at its status. */
  record Look() implements KeeperAction {}

  /** Wait until it has another status than this one. */
  record Watch(PeerStatus status) implements KeeperAction {}

  /** Wait for so long, and a random time between least and most, so that not all come at once. */
  record Pause(Duration base, Duration least, Duration most) implements KeeperAction {}

  /** Do nothing any more: the peer state actions are going down. */
  record End() implements KeeperAction {}
}
