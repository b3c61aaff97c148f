package io.tempera.protocol.host.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;

/** What can happen to a slot. */
sealed interface SlotInput {
  /** Somebody wants it to run, and asks the mux for it. */
  record Start(StartMode mode) implements SlotInput {}

  /** The mux does not take the job. */
  record StartRefused() implements SlotInput {}

  /** The mux says that it may run. */
  record MuxStarted() implements SlotInput {}

  /** An implementation was found, and a half of it made. */
  record Found() implements SlotInput {}

  /** Nothing can run in it at the moment. */
  record NotFound() implements SlotInput {}

  /** What is to become of its half has changed, or has not. */
  record Succeeded(Succession succession) implements SlotInput {}

  /** Its half has ended, one way or the other. */
  record HalfEnded(Conclusion conclusion) implements SlotInput {}

  /** The bundle that its half comes from is going, and cannot wait for it any longer. */
  record Hurried(String bundle) implements SlotInput {}

  /** Its half did not end in the time that a going bundle has. */
  record Overdue() implements SlotInput {}

  /** Nothing took it over for as long as the grace is. */
  record GraceOver(Direction half) implements SlotInput {}

  /** Bytes are there that nobody takes. */
  record BytesArrived() implements SlotInput {}

  /** The mux is ending. */
  record MuxCancelled() implements SlotInput {}

  /** The mux says that the job is over. */
  record JobEnded(JobEnd end) implements SlotInput {}

  /** The control message for its temperature has changed to this one. */
  record ControlChanged(ControlMessage message) implements SlotInput {}
}
