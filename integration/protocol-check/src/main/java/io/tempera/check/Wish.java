package io.tempera.check;

import io.tempera.protocol.ResumePoint;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a half makes of a hand-over that it is asked for: where it waited since. */
final class Wish {
  private final Predicate<ResumePoint> from;
  private final Set<String> deaf = new LinkedHashSet<>();
  private final Set<ResumePoint> offered = new LinkedHashSet<>();

  /**
   * A hand-over is asked for.
   *
   * @param from where the next half can carry on
   */
  Wish(Predicate<ResumePoint> from) {
    this.from = from;
  }

  /** Whether the half may stop there; it says that it could. */
  boolean offers(ResumePoint at) {
    offered.add(at);
    return from.test(at);
  }

  /** The half begins to wait in a state, and may listen for this meanwhile. */
  void waits(String state, Optional<ResumePoint> listensAt) {
    if (listensAt.isEmpty()) {
      deaf.add(state);
    }
  }

  /** The states in which the half waited without listening. */
  Set<String> deaf() {
    return deaf;
  }

  /** Where the half could have stopped. */
  Set<ResumePoint> offered() {
    return offered;
  }
}
