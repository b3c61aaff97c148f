package io.tempera.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a half waits for; what is left empty or false does not end the wait.
 *
 * @param bytes so many bytes have arrived and not been taken
 * @param controlOtherThan the control message differs from this one
 * @param handOverAt a hand-over is asked for that can happen there
 * @param waker somebody called {@link HalfContext#wake}
 * @param time so much time has passed; zero only looks
 */
public record WaitFor(
    OptionalInt bytes,
    Optional<ControlMessage> controlOtherThan,
    Optional<ResumePoint> handOverAt,
    boolean waker,
    Optional<Duration> time) {
  /** Waits for nothing yet: add to it. */
  public static final WaitFor NOTHING =
      new WaitFor(OptionalInt.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

  /** Also for so many bytes. */
  public WaitFor orBytes(int arrived) {
    return new WaitFor(OptionalInt.of(arrived), controlOtherThan, handOverAt, waker, time);
  }

  /** Also for another control message than this. */
  public WaitFor orControlOtherThan(ControlMessage seen) {
    return new WaitFor(bytes, Optional.of(seen), handOverAt, waker, time);
  }

  /** Also for a hand-over there: see {@link HalfContext#handOverAsked}. */
  public WaitFor orHandOverAt(ResumePoint point) {
    return new WaitFor(bytes, controlOtherThan, Optional.of(point), waker, time);
  }

  /** Also for the half's own waker. */
  public WaitFor orWaker() {
    return new WaitFor(bytes, controlOtherThan, handOverAt, true, time);
  }

  /** At the most for so long. */
  public WaitFor orTime(Duration limit) {
    return new WaitFor(bytes, controlOtherThan, handOverAt, waker, Optional.of(limit));
  }
}
