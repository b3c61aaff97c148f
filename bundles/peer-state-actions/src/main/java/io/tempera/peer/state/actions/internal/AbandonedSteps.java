package io.tempera.peer.state.actions.internal;

import io.tempera.peer.state.actions.internal.PeerEffect.Release;
import io.tempera.peer.state.actions.internal.PeerEffect.StopMux;
import io.tempera.peer.state.actions.internal.PeerEffect.StopNode;

/**
 * An establish whose time is over. The connection manager was asked to give up, and at times cannot
 * at once: a connection that comes all the same goes back unused. Whoever wants the peer meanwhile
 * waits, up to the same limit, until that is over: a second connection to one address at the same
 * time would be refused.
 */
final class AbandonedSteps {
  private static final Refusal DOWN = new Refusal.NoConnection(ConnectSteps.GOING_DOWN);

  private AbandonedSteps() {}

  static PeerState step(Connecting peer, PeerEvent event, Effects out) {
    return switch (event) {
      case PeerEvent.Establish ask -> {
        Connecting next = peer.isTimed() ? peer : ConnectSteps.timed(peer, out);
        yield next.waiting(Callers.with(peer.callers(), ask.caller()));
      }
      case PeerEvent.Interrupted gone -> left(peer, gone.caller(), out);
      case PeerEvent.TimedOut timer when peer.isTimedBy(timer) ->
          ConnectSteps.timedOut(peer, timer, out);
      case PeerEvent.Acquired late -> {
        out.add(new StopMux());
        out.add(new Release());
        yield peer.on(late.connection());
      }
      case PeerEvent.NotAcquired none -> {
        if (none.stopNode()) {
          out.add(new StopNode(none.failure()));
        }
        yield over(peer, out);
      }
      case PeerEvent.Disconnected lost -> over(peer, out);
      case PeerEvent.Released back -> over(peer, out);
      case PeerEvent.Shutdown down -> nobodyWaits(peer, new Answer.Refused(DOWN), out).goingDown();
      case PeerEvent.ShutdownOverdue overdue -> ConnectSteps.overdue(peer, out);
      default -> peer;
    };
  }

  private static Connecting left(Connecting peer, long caller, Effects out) {
    Connecting next = peer.waiting(Callers.without(peer.callers(), caller));
    if (peer.isTimed() && !next.isTimed()) {
      out.add(new PeerEffect.CancelTimer(TimerKind.ESTABLISH));
    }
    return next;
  }

  private static PeerState over(Connecting peer, Effects out) {
    return new Gone(nobodyWaits(peer, new Answer.AskAnew(), out).connection(), Results.NONE);
  }

  /** Tells everybody who waits. */
  private static Connecting nobodyWaits(Connecting peer, Answer answer, Effects out) {
    if (peer.isTimed()) {
      out.add(new PeerEffect.CancelTimer(TimerKind.ESTABLISH));
    }
    peer.callers().forEach(caller -> out.tell(caller, answer));
    return peer.waiting(Callers.NONE);
  }
}
