package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.FailureType;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.peer.state.actions.internal.Connecting.Stage;
import io.tempera.peer.state.actions.internal.Connecting.Wish;
import io.tempera.peer.state.actions.internal.PeerEffect.Acquire;
import io.tempera.peer.state.actions.internal.PeerEffect.CancelTimer;
import io.tempera.peer.state.actions.internal.PeerEffect.Follow;
import io.tempera.peer.state.actions.internal.PeerEffect.Release;
import io.tempera.peer.state.actions.internal.PeerEffect.StartInitiators;
import io.tempera.peer.state.actions.internal.PeerEffect.StopAcquiring;
import io.tempera.peer.state.actions.internal.PeerEffect.StopMux;
import io.tempera.peer.state.actions.internal.PeerEffect.StopNode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.Optional;

/**
 * Cold to warm, within a time limit of its own: the reference has none there, and relies on those
 * of dialling and handshake (PeerSelection.PeerStateActions, establishPeerConnection; a TODO in
 * Governor.EstablishedPeers).
 */
final class ConnectSteps {
  /** What callers are told when the peer state actions go down. */
  static final Failure GOING_DOWN =
      Failure.of(FailureCategory.SHUTTING_DOWN, "the peer state actions are going down");

  private ConnectSteps() {}

  static PeerState step(Connecting peer, PeerEvent event, Effects out) {
    if (peer.stage() instanceof Stage.Abandoned) {
      return AbandonedSteps.step(peer, event, out);
    }
    return switch (event) {
      case PeerEvent.Establish ask -> establish(peer, ask, out);
      case PeerEvent.Interrupted gone ->
          peer.waiting(Callers.without(peer.callers(), gone.caller()));
      case PeerEvent.TimedOut timer when peer.isTimedBy(timer) -> timedOut(peer, timer, out);
      case PeerEvent.Acquired got -> acquired(peer.on(got.connection()), out);
      case PeerEvent.NotAcquired none -> {
        if (none.stopNode()) {
          out.add(new StopNode(none.failure()));
        }
        yield giveUp(peer, new Refusal.NoConnection(none.failure()), out);
      }
      case PeerEvent.Disconnected lost -> {
        Unconnected said = Unconnected.of(lost.reason());
        said.trace().ifPresent(why -> traceFailure(peer, why, out));
        yield giveUp(peer, said.why(), out);
      }
      case PeerEvent.InitiatorsStarted started -> started(peer, started, out);
      case PeerEvent.StartRefused refused -> {
        traceFailure(peer, new MuxStoppedFailure(), out);
        yield undo(peer, new Refusal.NoConnection(refused.failure()), out);
      }
      case PeerEvent.Released back when peer.stage() instanceof Stage.Undoing undoing ->
          giveUp(peer, undoing.why(), out);
      case PeerEvent.Shutdown down -> shutdown(peer, out);
      case PeerEvent.ShutdownOverdue overdue -> overdue(peer, out);
      default -> peer;
    };
  }

  private static PeerState establish(Connecting peer, PeerEvent.Establish ask, Effects out) {
    Wish wish = new Wish(ask.mode(), ask.provenance());
    if (peer.wish().isEmpty()) {
      out.add(new Acquire(wish.mode(), wish.provenance()));
      return timed(peer, out)
          .wished(wish)
          .waiting(Callers.with(peer.callers(), ask.caller()))
          .at(new Stage.Acquiring());
    }
    if (peer.wish().get().equals(wish)) {
      return peer.waiting(Callers.with(peer.callers(), ask.caller()));
    }
    out.refuse(
        ask.caller(),
        new Refusal.NoConnection(
            Failure.of(
                FailureCategory.WRONG_STATE,
                ConnectionId.text(peer.remote())
                    + " is being established with other wishes ("
                    + peer.wish().get().mode()
                    + ", "
                    + peer.wish().get().provenance()
                    + "); wait for the outcome of that")));
    return peer;
  }

  /** Somebody begins to wait, up to the limit. */
  static Connecting timed(Connecting peer, Effects out) {
    Connecting next = peer.timed();
    out.add(new PeerEffect.SetTimer(TimerKind.ESTABLISH, next.timers()));
    return next;
  }

  /**
   * Nobody waits any longer. While a connection whose initiators did not start is being given back,
   * that is the reason, and was traced.
   */
  static Connecting timedOut(Connecting peer, PeerEvent.TimedOut timer, Effects out) {
    switch (peer.stage()) {
      case Stage.Undoing(Refusal why) -> out.refuse(peer.callers(), why);
      default -> {
        if (peer.stage() instanceof Stage.Acquiring) {
          out.add(new StopAcquiring());
        }
        traceFailure(peer, timer.tooLong(), out);
        out.refuse(peer.callers(), new Refusal.NotInTime(timer.limit()));
      }
    }
    return peer.waiting(Callers.NONE).at(new Stage.Abandoned());
  }

  private static PeerState acquired(Connecting peer, Effects out) {
    if (peer.stopping()) {
      return undo(peer, new Refusal.NoConnection(GOING_DOWN), out);
    }
    out.add(new Follow());
    out.control(Temperature.HOT, ControlMessage.TERMINATE);
    out.control(Temperature.WARM, ControlMessage.CONTINUE);
    out.control(Temperature.ESTABLISHED, ControlMessage.CONTINUE);
    out.add(new StartInitiators(Temperature.WARM));
    return peer.at(new Stage.Starting());
  }

  private static PeerState started(
      Connecting peer, PeerEvent.InitiatorsStarted started, Effects out) {
    Connecting next = peer.with(peer.results().started(started.temperature(), started.numbers()));
    if (started.temperature() == Temperature.WARM) {
      out.add(new StartInitiators(Temperature.ESTABLISHED));
      return next;
    }
    ConnectionId id = peer.connection().orElseThrow();
    out.add(new CancelTimer(TimerKind.ESTABLISH));
    out.changed(new ColdToWarm(Optional.of(id.local()), id.remote()));
    out.done(peer.callers());
    return Live.warm(id, next.results());
  }

  private static void traceFailure(Connecting peer, FailureType why, Effects out) {
    out.failed(new ColdToWarm(peer.connection().map(ConnectionId::local), peer.remote()), why);
  }

  /** There is a connection that is not to be used: nothing of it may stay. */
  private static PeerState undo(Connecting peer, Refusal why, Effects out) {
    out.add(new StopMux());
    out.add(new Release());
    return peer.at(new Stage.Undoing(why));
  }

  private static PeerState giveUp(Connecting peer, Refusal why, Effects out) {
    out.add(new CancelTimer(TimerKind.ESTABLISH));
    out.refuse(peer.callers(), why);
    return new Gone(peer.connection(), Results.NONE);
  }

  private static PeerState shutdown(Connecting peer, Effects out) {
    if (peer.stage() instanceof Stage.Idle) {
      return new Gone(Optional.empty(), Results.NONE);
    }
    if (peer.stage() instanceof Stage.Acquiring && !peer.stopping()) {
      out.add(new StopAcquiring());
    }
    return peer.goingDown();
  }

  /** What is under way comes back to nobody. */
  static PeerState overdue(Connecting peer, Effects out) {
    out.add(new StopAcquiring());
    if (peer.connection().isPresent()) {
      out.add(new StopMux());
    }
    return giveUp(peer, new Refusal.NoConnection(GOING_DOWN), out);
  }
}
