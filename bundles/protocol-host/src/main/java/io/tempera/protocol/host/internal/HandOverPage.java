package io.tempera.protocol.host.internal;

import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.protocol.host.internal.SlotState.Grace;
import io.tempera.protocol.host.internal.SlotState.HandingOver;
import io.tempera.protocol.host.internal.SlotState.Leaving;
import io.tempera.protocol.host.internal.SlotState.Parked;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The hand-overs of one number: how many there are, and how far those are that are under way. */
final class HandOverPage {
  private final int number;
  private final Map<Kind, Integer> slots = new EnumMap<>(Kind.class);
  private Totals totals = Totals.NONE;

  /** How many are yet to hear of what has changed. */
  private int telling;

  /** Since when, and with what totals, something has been under way; empty when nothing is. */
  private Optional<Opening> opening = Optional.empty();

  /** Whether it was said that nothing can take over. */
  private boolean bereft;

  /** What took over last since then. */
  private Optional<String> successor = Optional.empty();

  private record Opening(long nanos, Totals totals) {}

  /** What a slot's state is to a hand-over. */
  private enum Kind {
    /** Its half is to leave it, and something follows. */
    WAITING,
    /** Its half is to leave it, and nothing follows. */
    BEREFT,
    /** No half runs in it, and somebody may come in time. */
    PARKED,
    /** The same for so long that nobody counts on it. */
    IN_VAIN,
    OTHER;

    static Kind of(SlotState state) {
      return switch (state) {
        case HandingOver(Succession.HandOver(var at, var to)) when to.isEmpty() -> BEREFT;
        case HandingOver(Succession.Restart(var to)) when to.isEmpty() -> BEREFT;
        case HandingOver s -> WAITING;
        case Leaving s -> WAITING;
        case Parked(var left, var started, Grace grace) ->
            switch (grace) {
              case NOT_BEGUN -> started ? WAITING : OTHER;
              case RUNNING -> PARKED;
              case OVER -> IN_VAIN;
            };
        default -> OTHER;
      };
    }
  }

  HandOverPage(int number) {
    this.number = number;
  }

  /** Whether a slot's move makes no difference here. */
  static boolean isAllTheSame(SlotState before, SlotState after) {
    return Kind.of(before) == Kind.of(after);
  }

  /** Whether there is, or was, anything to hand over. */
  boolean isUsed() {
    return open() + count(Kind.IN_VAIN) > 0 || !totals.equals(Totals.NONE);
  }

  HandOvers view() {
    return new HandOvers(number, waiting(), count(Kind.PARKED) + count(Kind.IN_VAIN), totals);
  }

  /** How many halves were asked to leave their slot, and have not yet. */
  int waiting() {
    return count(Kind.WAITING) + count(Kind.BEREFT);
  }

  void tells() {
    telling++;
  }

  void told() {
    telling--;
  }

  /** A slot has a state from now on. */
  void entered(SlotState state, long now) {
    add(Kind.of(state), 1);
    if (opening.isEmpty() && open() > 0) {
      opening = Optional.of(new Opening(now, totals));
      successor = Optional.empty();
      bereft = false;
    }
  }

  /** A slot has had a state, and what followed from that it has no longer is done. */
  void left(SlotState state) {
    add(Kind.of(state), -1);
  }

  void became(Totals more) {
    totals = totals.plus(more);
  }

  void tookOver(String bundle) {
    successor = Optional.of(bundle);
  }

  /** What is to be said now, once. */
  Optional<HandOverTrace> news(long now, Duration grace) {
    if (opening.isEmpty() || telling > 0) {
      return Optional.empty();
    }
    if (open() == 0) {
      Opening since = opening.get();
      opening = Optional.empty();
      return Optional.of(
          new HandOverTrace.Complete(
              number,
              successor,
              totals.minus(since.totals()),
              Duration.ofNanos(now - since.nanos())));
    }
    int without = count(Kind.BEREFT) + count(Kind.PARKED);
    if (without == 0 || bereft) {
      return Optional.empty();
    }
    bereft = true;
    return Optional.of(new HandOverTrace.Unimplemented(number, without, grace));
  }

  private int open() {
    return waiting() + count(Kind.PARKED);
  }

  private int count(Kind kind) {
    return slots.getOrDefault(kind, 0);
  }

  private void add(Kind kind, int more) {
    if (kind != Kind.OTHER) {
      slots.merge(kind, more, Integer::sum);
    }
  }
}
