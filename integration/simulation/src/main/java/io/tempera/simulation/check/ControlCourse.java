package io.tempera.simulation.check;

import io.tempera.protocol.ControlMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the initiators of one temperature of a connection are asked, from when to when. */
final class ControlCourse {
  private record Change(long nanos, ControlMessage to) {}

  private final List<Change> changes = new ArrayList<>();

  /** At first it is CONTINUE. */
  ControlCourse() {
    changes.add(new Change(Long.MIN_VALUE, ControlMessage.CONTINUE));
  }

  void change(long nanos, ControlMessage to) {
    if (changes.getLast().to() != to) {
      changes.add(new Change(nanos, to));
    }
  }

  /** Whether it may be so for somebody who looks at this moment, or so much before or after it. */
  boolean isPossible(ControlMessage control, long nanos, Duration slack) {
    for (int i = 0; i < changes.size(); i++) {
      boolean isOver =
          i + 1 < changes.size() && changes.get(i + 1).nanos() < nanos - slack.toNanos();
      boolean begins = changes.get(i).nanos() <= nanos + slack.toNanos();
      if (!isOver && begins && changes.get(i).to() == control) {
        return true;
      }
    }
    return false;
  }

  /** Whether it can only be so. */
  boolean isOnly(ControlMessage control, long nanos, Duration slack) {
    for (ControlMessage other : ControlMessage.values()) {
      if (other != control && isPossible(other, nanos, slack)) {
        return false;
      }
    }
    return true;
  }

  /**
   * When what holds at a moment is over; the end of time if it is not. An interruption that is no
   * longer than the slack may go unnoticed, and does not count.
   */
  long endOf(ControlMessage control, long nanos, Duration slack) {
    long end = nanos;
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (change.to() == control && change.nanos() - slack.toNanos() <= end) {
        boolean isLast = i + 1 == changes.size();
        end = isLast ? Long.MAX_VALUE : Math.max(end, changes.get(i + 1).nanos());
      }
    }
    return end;
  }
}
