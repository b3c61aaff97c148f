package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.DisconnectReason.HandlerFailed;
import io.tempera.connection.DisconnectReason.HandshakeClient;
import io.tempera.connection.DisconnectReason.HandshakeServer;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.peer.FailureType;
import io.tempera.peer.FailureType.HandleFailure;
import io.tempera.peer.FailureType.HandshakeClientFailure;
import io.tempera.peer.FailureType.HandshakeServerFailure;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.peer.state.actions.internal.Connecting.Stage;
import io.tempera.peer.state.actions.internal.Connecting.Wish;
import io.tempera.peer.state.actions.internal.PeerEffect.Acquire;
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
 * Cold to warm. There is no time limit here: dialling and handshake have the connection manager's
 * (PeerSelection.PeerStateActions, establishPeerConnection).
 */
final class ConnectSteps {
  /** What callers are told when the peer state actions go down. */
  static final Failure GOING_DOWN =
      Failure.of(FailureCategory.SHUTTING_DOWN, "the peer state actions are going down");

  private ConnectSteps() {}

  static PeerState step(Connecting peer, PeerEvent event, Effects out) {
    return switch (event) {
      case PeerEvent.Establish ask -> establish(peer, ask, out);
      case PeerEvent.Acquired got -> acquired(peer.on(got.connection()), got.connection(), out);
      case PeerEvent.NotAcquired none -> {
        if (none.stopNode()) {
          out.add(new StopNode(none.failure()));
        }
        yield giveUp(peer, new Refusal.NoConnection(none.failure()), out);
      }
      case PeerEvent.Disconnected lost -> disconnected(peer, lost.reason(), out);
      case PeerEvent.InitiatorsStarted started -> started(peer, started, out);
      case PeerEvent.StartRefused refused -> {
        traceFailure(peer.connection(), new MuxStoppedFailure(), peer, out);
        yield undo(peer, new Refusal.NoConnection(refused.failure()), out);
      }
      case PeerEvent.Released back when peer.stage() instanceof Stage.Undoing undoing ->
          giveUp(peer, undoing.why(), out);
      case PeerEvent.Shutdown down -> shutdown(peer, out);
      case PeerEvent.ShutdownOverdue overdue -> {
        out.add(new StopAcquiring());
        if (peer.connection().isPresent()) {
          out.add(new StopMux());
        }
        yield giveUp(peer, new Refusal.NoConnection(GOING_DOWN), out);
      }
      default -> peer;
    };
  }

  private static PeerState establish(Connecting peer, PeerEvent.Establish ask, Effects out) {
    Wish wish = new Wish(ask.mode(), ask.provenance());
    if (peer.wish().isEmpty()) {
      out.add(new Acquire(wish.mode(), wish.provenance()));
      return peer.wished(wish).joined(ask.caller()).at(new Stage.Acquiring());
    }
    if (peer.wish().get().equals(wish)) {
      return peer.joined(ask.caller());
    }
    out.refuse(
        ask.caller(),
        new Refusal.NoConnection(
            Failure.of(
                FailureCategory.WRONG_STATE,
                "it is being established with other wishes ("
                    + peer.wish().get().mode()
                    + ", "
                    + peer.wish().get().provenance()
                    + "); wait for the outcome of that")));
    return peer;
  }

  private static PeerState acquired(Connecting peer, ConnectionId id, Effects out) {
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
    out.changed(new ColdToWarm(Optional.of(id.local()), id.remote()));
    out.done(peer.callers());
    return Live.warm(id, next.results());
  }

  private static PeerState disconnected(Connecting peer, DisconnectReason reason, Effects out) {
    return switch (reason) {
      case HandshakeClient(HandshakeOutcome outcome, String text) -> {
        Failure failure = failure(outcome, text);
        traceFailure(Optional.empty(), new HandshakeClientFailure(failure), peer, out);
        yield giveUp(peer, new Refusal.ClientHandshake(failure), out);
      }
      case HandshakeServer(HandshakeOutcome outcome, String text) -> {
        Failure failure = failure(outcome, text);
        traceFailure(Optional.empty(), new HandshakeServerFailure(failure), peer, out);
        yield giveUp(peer, new Refusal.ServerHandshake(failure), out);
      }
      case HandlerFailed(Failure failure) -> {
        traceFailure(Optional.empty(), new HandleFailure(failure), peer, out);
        yield giveUp(peer, new Refusal.NoConnection(failure), out);
      }
      // The connection manager has said all there is to say.
      case DisconnectReason.Terminating gone ->
          giveUp(peer, noConnection(FailureCategory.WRONG_STATE, gone), out);
      case DisconnectReason.InboundHardLimit full ->
          giveUp(peer, noConnection(FailureCategory.LIMIT, full), out);
      case DisconnectReason.Pruned pruned ->
          giveUp(peer, noConnection(FailureCategory.LIMIT, pruned), out);
      case DisconnectReason.Query query ->
          giveUp(peer, noConnection(FailureCategory.NOT_ACCEPTABLE, query), out);
    };
  }

  private static Refusal noConnection(FailureCategory category, DisconnectReason reason) {
    return new Refusal.NoConnection(Failure.of(category, reason.text()));
  }

  private static Failure failure(HandshakeOutcome outcome, String text) {
    return outcome instanceof HandshakeOutcome.Violated(Failure failure)
        ? failure
        : Failure.of(FailureCategory.NOT_ACCEPTABLE, text);
  }

  private static void traceFailure(
      Optional<ConnectionId> id, FailureType why, Connecting peer, Effects out) {
    out.failed(new ColdToWarm(id.map(ConnectionId::local), peer.remote()), why);
  }

  /** There is a connection that is not to be used: nothing of it may stay. */
  private static PeerState undo(Connecting peer, Refusal why, Effects out) {
    out.add(new StopMux());
    out.add(new Release());
    return peer.at(new Stage.Undoing(why));
  }

  private static PeerState giveUp(Connecting peer, Refusal why, Effects out) {
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
}
