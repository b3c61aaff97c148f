package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Snapshot;
import java.time.Duration;
import java.util.Optional;

/** What is to be done after something happened to a slot. */
sealed interface SlotEffect {
  /** Look for what can carry on, and say at once whether it was found. */
  record Seek(Optional<Snapshot> left) implements SlotEffect {}

  /** Say that it runs. */
  record EmitStarted() implements SlotEffect {}

  /** Say that another half than before runs in it. */
  record EmitHandedOver(Optional<Snapshot> left) implements SlotEffect {}

  /** Run the half on a task of its own. */
  record StartHalf() implements SlotEffect {}

  /** Tell the running half what is to become of it, and say so. */
  record Ask(Succession succession) implements SlotEffect {}

  /** Say what the half is asked from now on. */
  record EmitAsked(ControlMessage message) implements SlotEffect {}

  /** Have the running half look at its control message again. */
  record WakeHalf() implements SlotEffect {}

  /** Interrupt the half. */
  record InterruptHalf() implements SlotEffect {}

  /** Take channel and context from the half, if it still runs, and forget it. */
  record LetGoOfHalf() implements SlotEffect {}

  /** Say that it waits for an implementation, and begin the grace for that. */
  record BeginGrace(Optional<Snapshot> left) implements SlotEffect {}

  /** The grace is not needed any more. */
  record EndGrace() implements SlotEffect {}

  /** Say that the grace was in vain. */
  record EmitGraceOver() implements SlotEffect {}

  /** Say it when bytes are there, or come. */
  record WatchBytes() implements SlotEffect {}

  /** Tell the mux that the job is through. */
  record CompleteJob() implements SlotEffect {}

  /** Tell the mux that the job has failed, which ends the connection. */
  record FailJob(Failure failure) implements SlotEffect {}

  /** Say that the connection ends because a bundle goes. */
  record EmitHandOverFailed(String bundle) implements SlotEffect {}

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
