package io.tempera.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a half waits for; what is left empty or false does not end the wait.
 *
 * @param bytes so many bytes have arrived and not been taken
 * @param controlOtherThan the control message differs from this one
 * @param handOver a hand-over is asked for
 * @param waker somebody called {@link HalfContext#wake}
 * @param time so much time has passed; zero only looks
 */
public record WaitFor(
    OptionalInt bytes,
    Optional<ControlMessage> controlOtherThan,
    boolean handOver,
    boolean waker,
    Optional<Duration> time) {
  /** Waits for nothing yet: add to it. */
  public static final WaitFor NOTHING =
      new WaitFor(OptionalInt.empty(), Optional.empty(), false, false, Optional.empty());

  /** Also for so many bytes. */
  public WaitFor orBytes(int arrived) {
    return new WaitFor(OptionalInt.of(arrived), controlOtherThan, handOver, waker, time);
  }

  /** Also for another control message than this. */
  public WaitFor orControlOtherThan(ControlMessage seen) {
    return new WaitFor(bytes, Optional.of(seen), handOver, waker, time);
  }

  /** Also for a hand-over. */
  public WaitFor orHandOver() {
    return new WaitFor(bytes, controlOtherThan, true, waker, time);
  }

  /** Also for the half's own waker. */
  public WaitFor orWaker() {
    return new WaitFor(bytes, controlOtherThan, handOver, true, time);
  }

  /** At the most for so long. */
  public WaitFor orTime(Duration limit) {
    return new WaitFor(bytes, controlOtherThan, handOver, waker, Optional.of(limit));
  }
}
