package io.tempera.kit;

import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How one half waits for all that concerns it at once. */
final class Waiting<M> {
  private final HalfContext context;
  private final Walk<M> walk;
  private final Inbox<M> inbox;
  private final Memo memo;
  private ControlMessage seen = ControlMessage.CONTINUE;

  Waiting(HalfContext context, Walk<M> walk, Inbox<M> inbox, Memo memo) {
    this.context = context;
    this.walk = walk;
    this.inbox = inbox;
    this.memo = memo;
  }

  /** Waits until the next message is there, as long as its state allows. */
  void forMessage() throws InterruptedException {
    await(Optional.empty(), false);
  }

  /** Waits for whatever a {@link Turn} can be, at the most for a time. */
  Turn forAnything(Optional<Duration> time) throws InterruptedException {
    return await(time, true);
  }

  /** Waits as long as quiet is asked for, whoever calls {@link HalfContext#wake} meanwhile. */
  void whileQuiet() throws InterruptedException {
    WaitFor other = WaitFor.NOTHING.orControlOtherThan(ControlMessage.QUIESCE);
    WaitFor what = handOverAt().map(other::orHandOverAt).orElse(other);
    while (context.control() == ControlMessage.QUIESCE) {
      if (context.await(what) == Woken.HAND_OVER) {
        throw new HandOverSignal();
      }
    }
    seen = ControlMessage.CONTINUE;
  }

  /** Waits for a message, or for a time; and, where it asks, for what {@link Turn} also knows. */
  private Turn await(Optional<Duration> time, boolean asks) throws InterruptedException {
    State<M> state = walk.here();
    boolean receives = walk.receives();
    long began = time.isPresent() ? context.clock().nanos() : 0;
    if (receives) {
      inbox.expect(state);
    }
    while (true) {
      if (asks && context.control() == ControlMessage.TERMINATE) {
        return Turn.TERMINATE;
      }
      if (receives) {
        inbox.look(state);
      }
      Optional<Duration> left = time.isPresent() ? left(time.get(), began) : time;
      switch (context.await(what(receives, asks, left))) {
        case CONTROL -> {
          if (context.control() != ControlMessage.TERMINATE && context.control() != seen) {
            seen = context.control();
            return Turn.CONTROL;
          }
        }
        case HAND_OVER -> throw new HandOverSignal();
        case BYTES -> {
          if (inbox.look(state)) {
            return Turn.MESSAGE;
          }
        }
        case WAKER -> {
          return Turn.WOKEN;
        }
        case TIME -> {
          if (receives) {
            inbox.checkTime(state);
          }
          if (time.isPresent() && left(time.get(), began).filter(Duration::isZero).isPresent()) {
            return Turn.TIME;
          }
        }
      }
    }
  }

  private WaitFor what(boolean receives, boolean asks, Optional<Duration> time) {
    return new WaitFor(
        receives ? OptionalInt.of(inbox.worthLooking()) : OptionalInt.empty(),
        asks ? Optional.of(seen) : Optional.empty(),
        handOverAt(),
        asks,
        receives ? sooner(time, inbox.timeLeft()) : time);
  }

  /** Where a hand-over would find this half, if it may happen in this state. */
  private Optional<ResumePoint> handOverAt() {
    return walk.mayHandOver() ? memo.at(walk.here().name()) : Optional.empty();
  }

  private static Optional<Duration> sooner(Optional<Duration> one, Optional<Duration> other) {
    boolean first = one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) <= 0);
    return first ? one : other;
  }

  private Optional<Duration> left(Duration time, long began) {
    Duration left = time.minusNanos(context.clock().nanos() - began);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }
}
