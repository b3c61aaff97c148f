package io.tempera.inbound.governor.internal;

import io.tempera.inbound.RemoteState;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import java.util.Optional;

/** What the machine wants done. None of it blocks. */
sealed interface Effect {
  /** Make all responders ready; what comes of it is an event. */
  record StartResponders() implements Effect {}

  /** Make a responder that has ended ready again; a failure is an event. */
  record RestartResponder(ProtocolKey key) implements Effect {}

  /** End the connection. */
  record StopMux() implements Effect {}

  /** Tell the connection manager that the remote side uses it. */
  record Promote() implements Effect {}

  /** Tell the connection manager that it does not; the answer is an event. */
  record Demote() implements Effect {}

  /** Ask the connection manager what to do with it; the answer is an event. */
  record Release() implements Effect {}

  /** Set the idle timer. */
  record StartTimer(int round) implements Effect {}

  /** Forget the idle timer, if there is one. */
  record CancelTimer() implements Effect {}

  /** Set the timer after which the connection is mature. */
  record StartMaturing() implements Effect {}

  /** Forget that timer. */
  record StopMaturing() implements Effect {}

  /** Say that the connection is mature. */
  record SayMatured() implements Effect {}

  /** Say that the state has changed. */
  record SayTransition(Optional<RemoteState> from, Optional<RemoteState> to) implements Effect {}

  /** Say that a responder could not be made ready. */
  record SayStartFailed(String reason) implements Effect {}

  /** Say that the multiplexer of a connection that was followed has ended. */
  record SayMuxFinished(MuxEnd end) implements Effect {}

  /** Nothing that happens on the connection matters any more. */
  record Forget() implements Effect {}
}
