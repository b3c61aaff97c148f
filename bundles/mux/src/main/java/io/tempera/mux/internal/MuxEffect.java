package io.tempera.mux.internal;

import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;

/** What a multiplexer's machine wants done, in order. */
sealed interface MuxEffect {
  /** From now on people see this of a half. */
  record Show(ProtocolKey key, JobStatus status) implements MuxEffect {}

  /** Say what happened. */
  record Emit(MuxTrace trace) implements MuxEffect {}

  /** Begin a job. */
  record Start(MuxJob job) implements MuxEffect {}

  /** Ask a started job to come to an end. */
  record Cancel(MuxJob job) implements MuxEffect {}

  /** Close a job's channel and tell it that it is over. */
  record End(MuxJob job, JobEnd end) implements MuxEffect {}

  /**
   * Answer with {@link MuxEvent.DataArrived} once bytes are there for a half; they may be already.
   */
  record WatchData(ProtocolKey key) implements MuxEffect {}

  /** Answer with {@link MuxEvent.EgressDrained} once all that a job sent has gone into a batch. */
  record AwaitDrain(MuxJob job) implements MuxEffect {}

  /** Say how evenly SDUs arrived, up to now. */
  record SampleDelay() implements MuxEffect {}

  /** Answer with {@link MuxEvent.EgressIdle} once nothing is queued for sending or under way. */
  record AwaitIdle() implements MuxEffect {}

  /** Answer with {@link MuxEvent.TimerFired} after the timer's time. */
  record SetTimer(MuxTimer timer) implements MuxEffect {}

  /** No answer any more. */
  record CancelTimer(MuxTimer timer) implements MuxEffect {}

  /** From now on SDUs, those held included, go to their halves. */
  record Demultiplex() implements MuxEffect {}

  /** From now on what arrives is dropped, and the handshake's channel says why. */
  record Silence(MuxEnd why) implements MuxEffect {}

  /** From now on people see that it has ended. */
  record ShowEnd(MuxEnd end) implements MuxEffect {}

  /** Close the bearer. */
  record CloseBearer() implements MuxEffect {}

  /** Tell everyone who waits for the end. The last effect. */
  record Complete(MuxEnd end) implements MuxEffect {}
}
