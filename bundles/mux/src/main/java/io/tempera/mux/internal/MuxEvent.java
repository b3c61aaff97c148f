package io.tempera.mux.internal;

import io.tempera.failure.Failure;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import java.util.List;
import java.util.Optional;

/** What happens to a multiplexer. */
sealed interface MuxEvent {
  /** A half becomes known; nothing for one that is. */
  record Register(ProtocolKey key) implements MuxEvent {}

  /** A half is forgotten; refused unless it is idle. */
  record Withdraw(ProtocolKey key) implements MuxEvent {}

  /** A half is to run; refused when that cannot be. */
  record Ask(MuxJob job, StartMode mode) implements MuxEvent {}

  /** A half that waits for bytes is to wait for others; nothing for one that does not. */
  record ChangeStart(ProtocolKey key, StartMode mode) implements MuxEvent {}

  /** The handshake is over; refused when it was before. */
  record Run() implements MuxEvent {}

  /** Bytes are there for halves that wait for them: all that one burst brought. */
  record DataArrived(List<ProtocolKey> keys) implements MuxEvent {}

  /** A job has returned. */
  record JobReturned(MuxJob job) implements MuxEvent {}

  /** A job has failed. */
  record JobFailed(MuxJob job, Failure failure) implements MuxEvent {}

  /** All that a returned job sent has gone into a batch. */
  record EgressDrained(MuxJob job) implements MuxEvent {}

  /** Nothing is queued for sending, and nothing is under way. */
  record EgressIdle() implements MuxEvent {}

  /**
   * The remote side closed its direction.
   *
   * @param insideSdu whether in the middle of an SDU
   */
  record InputClosed(boolean insideSdu) implements MuxEvent {}

  /** A timer is over. */
  record TimerFired(MuxTimer timer) implements MuxEvent {}

  /** What arrives, or does not arrive in time, cannot be borne. */
  record Broke(MuxError error) implements MuxEvent {}

  /** The bearer is gone; without a failure we closed it. */
  record BearerClosed(Optional<Failure> failure) implements MuxEvent {}

  /** Somebody wants an end. */
  record Stop() implements MuxEvent {}
}
