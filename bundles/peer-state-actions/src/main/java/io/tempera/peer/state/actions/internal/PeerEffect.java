package io.tempera.peer.state.actions.internal;

import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;

/** What is to be done for a peer, in the order of the list. */
sealed interface PeerEffect {
  /**
   * Ask the connection manager for a connection, on a task of its own: comes back as {@link
   * PeerEvent.Acquired}, {@link PeerEvent.NotAcquired} or {@link PeerEvent.Disconnected}.
   */
  record Acquire(DiffusionMode mode, Provenance provenance) implements PeerEffect {}

  /** Give that up; it comes back all the same. */
  record StopAcquiring() implements PeerEffect {}

  /** Listen to the slots from now on. */
  record Follow() implements PeerEffect {}

  /**
   * Start the initiators of a temperature. The last of its list; comes back before any other event,
   * as {@link PeerEvent.InitiatorsStarted} or {@link PeerEvent.StartRefused}.
   */
  record StartInitiators(Temperature temperature) implements PeerEffect {}

  /** Tell the initiators of a temperature. */
  record Control(Temperature temperature, ControlMessage message) implements PeerEffect {}

  /**
   * Wait until no hot initiator runs, whoever started it; they were terminated. Comes back as
   * {@link PeerEvent.HotOver}.
   */
  record AwaitHotOver() implements PeerEffect {}

  /**
   * Wait until no initiator runs, whoever started it; they were terminated. Comes back as {@link
   * PeerEvent.AllOver}.
   */
  record AwaitAllOver() implements PeerEffect {}

  /** End the multiplexer, and with it the connection. */
  record StopMux() implements PeerEffect {}

  /** Comes back as {@link PeerEvent.TimedOut}. */
  record SetTimer(TimerKind kind, long generation) implements PeerEffect {}

  /** Forget a timer. */
  record CancelTimer(TimerKind kind) implements PeerEffect {}

  /** Give the connection back, on a task of its own: comes back as {@link PeerEvent.Released}. */
  record Release() implements PeerEffect {}

  /**
   * Wait until the connection manager let go, on a task of its own: comes back as {@link
   * PeerEvent.Demoted}.
   */
  record AwaitDemotion() implements PeerEffect {}

  /** Tell a caller. */
  record Tell(long caller, Answer answer) implements PeerEffect {}

  /** Say what happened. */
  record Trace(PeerSelectionActionsTrace trace) implements PeerEffect {}

  /** Keep the time: it is hot from now on. */
  record HotBegins() implements PeerEffect {}

  /** Say for how long it was hot. */
  record HotEnds() implements PeerEffect {}

  /** Bring the whole node down. */
  record StopNode(Failure why) implements PeerEffect {}
}
