package io.tempera.peer.state.actions.internal;

import java.util.List;
import java.util.Optional;

/**
 * The transitions of a live peer that are under way. A close may overtake a deactivation; nothing
 * else overlaps.
 *
 * @param activating who waits while the hot initiators are being started
 * @param deactivation the deactivation, if there is one
 * @param deactivations how many there were: the generation of their timers
 * @param closing the close, if there is one
 */
record Work(
    Optional<Long> activating,
    Optional<Deactivation> deactivation,
    long deactivations,
    Optional<Closing> closing) {

  /** Nothing was asked yet. */
  static final Work NONE = new Work(Optional.empty(), Optional.empty(), 0, Optional.empty());

  /**
   * The hot initiators were told to terminate, and are waited for.
   *
   * @param callers who waits for that
   * @param monitor whether it follows, perhaps among others, from the end of a hot initiator
   */
  record Deactivation(List<Long> callers, boolean monitor) {}

  /**
   * Every initiator was told to terminate, and is waited for.
   *
   * @param callers who waits for that
   * @param monitor whether it follows from the end of a warm or an established initiator
   * @param releasing whether they all have ended, and the connection is being given back
   */
  record Closing(List<Long> callers, boolean monitor, boolean releasing) {}

  Work activating(Optional<Long> caller) {
    return new Work(caller, deactivation, deactivations, closing);
  }

  Work began(Deactivation d) {
    return new Work(activating, Optional.of(d), deactivations + 1, closing);
  }

  Work deactivation(Optional<Deactivation> d) {
    return new Work(activating, d, deactivations, closing);
  }

  Work closing(Optional<Closing> c) {
    return new Work(activating, deactivation, deactivations, c);
  }
}
