package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.util.List;

/** What the machine wants done. None of it may block; what takes time comes back as an event. */
sealed interface Effect {
  /** Tell a caller. */
  record Answer(Caller caller, Reply reply) implements Effect {}

  /** Dial and negotiate, on a task of its own. */
  record Dial(long entry, SocketAddress remote, DiffusionMode mode) implements Effect {}

  /** Negotiate what was accepted, on a task of its own. */
  record Negotiate(long entry, Bearer bearer) implements Effect {}

  /** Close what was accepted and is not wanted. */
  record TurnAway(Bearer bearer) implements Effect {}

  /** End whatever there is: the attempt, or the multiplexer and its bearer. */
  record Close(long entry) implements Effect {}

  /** Set the entry's timer, in place of an earlier one. */
  record StartTimer(long entry, int round, TimerKind kind) implements Effect {}

  /** Forget the entry's timer, if there is one. */
  record CancelTimer(long entry) implements Effect {}

  /** Tell those who start responders. */
  record Announce(ConnectionHandle handle) implements Effect {}

  /** Add one who starts responders, and tell it what is there already. */
  record Introduce(Observation observation, List<ConnectionHandle> present) implements Effect {
    /** Keeps a copy that does not change. */
    public Introduce {
      present = List.copyOf(present);
    }
  }

  /** Ask what a failure costs, on a task of its own. */
  record Judge(Provenance opener, Failure failure) implements Effect {}

  /** Say what happened. */
  record Say(Trace trace) implements Effect {}

  /** How long a timer runs is a setting. */
  enum TimerKind {
    /** Between our letting go and the closing. */
    OUTBOUND_IDLE,
    /** Between the closing and forgetting the entry. */
    TIME_WAIT
  }
}
