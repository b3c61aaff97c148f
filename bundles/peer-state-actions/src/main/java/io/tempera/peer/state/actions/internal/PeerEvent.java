package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.MuxEnd;
import io.tempera.peer.FailureType.TimeoutError;
import io.tempera.protocol.Temperature;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What can happen to a peer. A caller is a number that is used for one call only. */
sealed interface PeerEvent {
  /** A caller wants it warm. */
  record Establish(long caller, DiffusionMode mode, Provenance provenance) implements PeerEvent {}

  /** A caller wants it hot. */
  record Activate(long caller) implements PeerEvent {}

  /** A caller wants it warm again. */
  record Deactivate(long caller) implements PeerEvent {}

  /** A caller wants it cold. */
  record Close(long caller) implements PeerEvent {}

  /**
   * A caller was interrupted: it waits no more and is told nothing. What it asked for goes on,
   * unless it was answered a moment ago.
   */
  record Interrupted(long caller) implements PeerEvent {}

  /** The connection manager gave a connection. */
  record Acquired(ConnectionId connection) implements PeerEvent {}

  /**
   * The connection manager gave none.
   *
   * @param stopNode whether a policy wants the whole node to go down for it
   */
  record NotAcquired(Failure failure, boolean stopNode) implements PeerEvent {}

  /** The connection was lost before it could be used. */
  record Disconnected(DisconnectReason reason) implements PeerEvent {}

  /** The answer to {@link PeerEffect.StartInitiators}: these run, or are about to. */
  record InitiatorsStarted(Temperature temperature, SortedSet<Integer> numbers)
      implements PeerEvent {
    public InitiatorsStarted {
      numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
    }
  }

  /** The answer to {@link PeerEffect.StartInitiators}: they cannot start. */
  record StartRefused(Temperature temperature, Failure failure) implements PeerEvent {}

  /** An initiator runs. */
  record ProtocolStarted(Temperature temperature, int number) implements PeerEvent {}

  /**
   * An initiator ended as its protocol says.
   *
   * @param delay for how long the peer should not be promoted again
   */
  record ProtocolEnded(
      Temperature temperature, int number, String outcome, Optional<Duration> delay)
      implements PeerEvent {}

  /**
   * An initiator failed, or its multiplexer ended under it; the connection is ending.
   *
   * @param delay for how long the peer should not be promoted again
   */
  record ProtocolFailed(Temperature temperature, int number, Failure failure, Duration delay)
      implements PeerEvent {}

  /**
   * The answer to {@link PeerEffect.AwaitHotOver}: no hot initiator runs, and of all that did it
   * was said how they ended.
   */
  record HotOver() implements PeerEvent {}

  /** The answer to {@link PeerEffect.AwaitAllOver}: the same of every initiator. */
  record AllOver() implements PeerEvent {}

  /** The multiplexer has ended, and every initiator before it. */
  record MuxEnded(MuxEnd end) implements PeerEvent {}

  /**
   * A timer ran out.
   *
   * @param generation as the timer was set with; one that was cancelled too late is recognised by
   *     it
   * @param limit how long it was
   */
  record TimedOut(TimerKind kind, long generation, Duration limit) implements PeerEvent {
    /** What is said of it. */
    TimeoutError tooLong() {
      return new TimeoutError(limit, kind.setting());
    }
  }

  /** The connection manager has taken the connection back. */
  record Released() implements PeerEvent {}

  /**
   * The connection manager has let go of the outbound side.
   *
   * @param end how the multiplexer ended, if it has
   */
  record Demoted(Optional<MuxEnd> end) implements PeerEvent {}

  /** These peer state actions are going down: close cooperatively. */
  record Shutdown() implements PeerEvent {}

  /**
   * The time for that is over.
   *
   * @param limit how long it was
   */
  record ShutdownOverdue(Duration limit) implements PeerEvent {
    /** What is said of it. */
    TimeoutError tooLong() {
      return new TimeoutError(limit, PeerSettings.SHUTDOWN_SETTING);
    }
  }
}
