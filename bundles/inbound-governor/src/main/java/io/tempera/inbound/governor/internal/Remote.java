package io.tempera.inbound.governor.internal;

import io.tempera.inbound.RemoteState;
import java.util.Optional;

/**
 * What is known of the remote side of one connection.
 *
 * @param state what it makes of the connection; empty while it is not followed
 * @param hot how many responders of hot mini-protocols run
 * @param others how many other responders run
 * @param round counts the idle timers: one of an earlier round means nothing any more
 * @param failed a responder has failed: the connection is ending, and nothing counts any more
 * @param maturity whether it has been there for long
 */
record Remote(
    Optional<RemoteState> state,
    int hot,
    int others,
    int round,
    boolean failed,
    Maturity maturity) {
  /** Not followed yet. */
  static final Remote UNFOLLOWED = new Remote(Optional.empty(), 0, 0, 0, false, Maturity.NONE);

  /** How many responders run. */
  int running() {
    return hot + others;
  }

  Remote with(RemoteState other) {
    return new Remote(Optional.of(other), hot, others, round, failed, maturity);
  }

  Remote with(Maturity other) {
    return new Remote(state, hot, others, round, failed, other);
  }

  Remote forgotten() {
    return new Remote(Optional.empty(), 0, 0, round + 1, failed, Maturity.NONE);
  }

  Remote counted(int moreHot, int moreOthers) {
    return new Remote(state, hot + moreHot, others + moreOthers, round, failed, maturity);
  }

  Remote nextRound() {
    return new Remote(state, hot, others, round + 1, failed, maturity);
  }

  Remote broken() {
    return new Remote(state, hot, others, round, true, maturity);
  }
}
