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

  /**
   * The time that this half lets pass while it is its own turn. At a hand-over what is left of it
   * passes over, so that a swap makes nobody speak earlier.
   */
  private final Countdown pause;

  private ControlMessage seen = ControlMessage.CONTINUE;
  private boolean unwound;

  /**
   * Nobody waits yet.
   *
   * @param inherited what the implementation before had left of its pause
   */
  Waiting(
      HalfContext context, Walk<M> walk, Inbox<M> inbox, Memo memo, Optional<Duration> inherited) {
    this.context = context;
    this.walk = walk;
    this.inbox = inbox;
    this.memo = memo;
    this.pause = new Countdown(context.clock());
    pause.begin(inherited);
  }

  /** Waits until the next message is there, as long as its state allows. */
  void forMessage() throws InterruptedException {
    await(Optional.empty(), false);
  }

  /** Waits for whatever a {@link Turn} can be, at the most for a time. */
  Turn forAnything(Optional<Duration> time) throws InterruptedException {
    if (walk.receives()) {
      return await(time, true);
    }
    pause.begin(time);
    Turn turn = await(time.isPresent() ? sooner(time, pause.left()) : time, true);
    if (turn != Turn.TIME || pause.isOver()) {
      pause.end();
    }
    return turn;
  }

  /** Lets a pause go on that a hand-over cut, until its end or that of a {@link Turn} but this. */
  void restOfPause() throws InterruptedException {
    Optional<Duration> left = pause.left();
    if (left.isEmpty()) {
      return;
    }
    WaitFor what =
        orHandOver(WaitFor.NOTHING.orControlOtherThan(ControlMessage.CONTINUE).orWaker())
            .orTime(left.get());
    Woken why = context.await(what);
    if (why == Woken.HAND_OVER) {
      throw unwind();
    } else if (why == Woken.WAKER) {
      // For the next that looks for it.
      context.wake();
    }
    pause.end();
  }

  /** What is left of the time limit of a message that is awaited, or of a pause of this half. */
  Optional<Duration> timeLeft() {
    return walk.receives() ? inbox.timeLeft() : pause.left();
  }

  /** Whether a hand-over has unwound the conversation. */
  boolean unwound() {
    return unwound;
  }

  /** Unwinds the conversation if a hand-over is asked for that can happen here. */
  void handOverIfAsked() {
    if (mayHandOver() && handOverAt().filter(context::handOverAsked).isPresent()) {
      throw unwind();
    }
  }

  /** Whether a hand-over is asked for that can happen at a point of the table. */
  boolean handOverAskedAnywhere(ProtocolSpec<M> spec) {
    // A loop, as whoever pipelines asks before each message.
    for (String point : spec.handOverPoints()) {
      if (context.handOverAsked(memo.resumePoint(point))) {
        return mayHandOver();
      }
    }
    return false;
  }

  /** Waits as long as quiet is asked for, whoever calls {@link HalfContext#wake} meanwhile. */
  void whileQuiet() throws InterruptedException {
    WaitFor what = orHandOver(WaitFor.NOTHING.orControlOtherThan(ControlMessage.QUIESCE));
    while (context.control() == ControlMessage.QUIESCE) {
      if (context.await(what) == Woken.HAND_OVER) {
        throw unwind();
      }
    }
    seen = ControlMessage.CONTINUE;
  }

  /** Waits for a message, or for a time; and, where it asks, for what {@link Turn} also knows. */
  private Turn await(Optional<Duration> time, boolean asks) throws InterruptedException {
    State<M> state = walk.here();
    boolean receives = walk.receives();
    Countdown wait = new Countdown(context.clock());
    wait.begin(time);
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
      switch (context.await(what(receives, asks, wait.left()))) {
        case CONTROL -> {
          if (context.control() != ControlMessage.TERMINATE && context.control() != seen) {
            seen = context.control();
            return Turn.CONTROL;
          }
        }
        case HAND_OVER -> throw unwind();
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
          if (wait.isOver()) {
            return Turn.TIME;
          }
        }
      }
    }
  }

  private WaitFor what(boolean receives, boolean asks, Optional<Duration> time) {
    // For a message that is there nobody waits, so its time is not looked at.
    boolean mayBeLate = receives && !inbox.isWhole();
    return new WaitFor(
        receives ? OptionalInt.of(inbox.worthLooking()) : OptionalInt.empty(),
        asks ? Optional.of(seen) : Optional.empty(),
        handOverAt(),
        asks,
        mayBeLate ? sooner(time, inbox.timeLeft()) : time);
  }

  /** Where a hand-over would find this half, if it may happen in this state. */
  private Optional<ResumePoint> handOverAt() {
    return walk.mayHandOver() ? memo.at(walk.here().name()) : Optional.empty();
  }

  private WaitFor orHandOver(WaitFor what) {
    return handOverAt().map(what::orHandOverAt).orElse(what);
  }

  /** To terminate goes before. */
  private boolean mayHandOver() {
    return context.control() != ControlMessage.TERMINATE;
  }

  private HandOverSignal unwind() {
    unwound = true;
    return new HandOverSignal();
  }

  private static Optional<Duration> sooner(Optional<Duration> one, Optional<Duration> other) {
    boolean first = one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) <= 0);
    return first ? one : other;
  }
}
