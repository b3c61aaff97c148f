package io.tempera.protocol.host.internal;

import io.tempera.mux.Direction;
import io.tempera.protocol.ResumePoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to become of a running half, given what is published now. */
sealed interface Succession {
  /** It runs on. */
  record Stay() implements Succession {}

  /**
   * It is to stop at one of these points, from which it is carried on.
   *
   * @param to the bundle that takes over; empty while there is none
   */
  record HandOver(Set<ResumePoint> at, Optional<String> to) implements Succession {}

  /**
   * It is to end as its protocol says, and to be started again: there is no point from which it
   * could be carried on.
   *
   * @param to the bundle that takes over; empty while there is none
   */
  record Restart(Optional<String> to) implements Succession {}

  /** It is to end at once, and its connection with it: nothing else can be done for it. */
  record Close(String bundle) implements Succession {}

  /** The one way to stay. */
  Stay STAY = new Stay();

  /**
   * An implementation, as far as this is concerned.
   *
   * @param bundle symbolic name and version of its bundle
   * @param points from which it can carry on
   */
  record Party(String bundle, List<ResumePoint> points) {}

  /**
   * What is to become of a half.
   *
   * @param half which one; only an initiator can end a conversation
   * @param running whose code runs
   * @param going whether that must not run any longer
   * @param next what would run if the half began now; empty when nothing would
   * @param terminating whether the half is asked to end anyhow
   */
  static Succession of(
      Direction half, Party running, boolean going, Optional<Party> next, boolean terminating) {
    if (next.isEmpty() && !going) {
      return STAY;
    }
    Set<ResumePoint> common = new LinkedHashSet<>(running.points());
    next.ifPresent(party -> common.retainAll(party.points()));
    Optional<String> to = next.map(Party::bundle);
    if (!common.isEmpty()) {
      return new HandOver(common, to);
    }
    if (half == Direction.INITIATOR) {
      return terminating ? STAY : new Restart(to);
    }
    return going ? new Close(running.bundle()) : STAY;
  }
}
