package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.protocol.ControlMessage;
import java.time.Duration;
import java.util.Optional;

/** What is to be done after something happened to a slot. */
sealed interface SlotEffect {
  /** Say that it runs. */
  record EmitStarted() implements SlotEffect {}

  /** Run the half on a task of its own. */
  record StartHalf() implements SlotEffect {}

  /** Say what the running half is asked from now on. */
  record EmitAsked(ControlMessage message) implements SlotEffect {}

  /** Have the running half look at its control message again. */
  record WakeHalf() implements SlotEffect {}

  /** Interrupt the half. */
  record InterruptHalf() implements SlotEffect {}

  /** Take channel and context from the half, if it still runs, and forget it. */
  record LetGoOfHalf() implements SlotEffect {}

  /** Tell the mux that the job is through. */
  record CompleteJob() implements SlotEffect {}

  /** Tell the mux that the job has failed, which ends the connection. */
  record FailJob(Failure failure) implements SlotEffect {}

  /** Say that the connection ends because a bundle goes. */
  record EmitBundleGoing(String bundle) implements SlotEffect {}

  /** Say that it has ended as its protocol says, and may be started again. */
  record EmitEnded(String outcome, Optional<Duration> repromoteDelay) implements SlotEffect {}

  /**
   * Say that it has failed, or has ended with its connection, and may be started again as far as
   * this slot is concerned.
   *
   * @param byItself false when the connection ended first
   */
  record EmitFailed(Failure failure, boolean byItself) implements SlotEffect {}
}
