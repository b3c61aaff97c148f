package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.PeerStatus;

/** What a warm, hot or cooling peer makes of each event. */
final class LiveSteps {
  private LiveSteps() {}

  static PeerState step(Live peer, PeerEvent event, Effects out) {
    Live next =
        switch (event) {
          case PeerEvent.Establish ask -> alreadyThere(peer, ask, out);
          case PeerEvent.Activate ask -> Activation.asked(peer, ask.caller(), out);
          case PeerEvent.InitiatorsStarted started -> Activation.started(peer, started, out);
          case PeerEvent.StartRefused refused -> Activation.refused(peer, refused, out);
          case PeerEvent.Deactivate ask -> Deactivations.asked(peer, ask.caller(), out);
          case PeerEvent.Close ask -> Closings.asked(peer, ask.caller(), out);
          case PeerEvent.Interrupted gone ->
              Closings.left(Deactivations.left(peer, gone.caller()), gone.caller());
          case PeerEvent.ProtocolStarted p -> Monitoring.started(peer, p);
          case PeerEvent.ProtocolEnded p -> Monitoring.ended(peer, p, out);
          case PeerEvent.ProtocolFailed p -> Losses.protocolFailed(peer, p, out);
          case PeerEvent.HotOver h -> Deactivations.over(peer, out);
          // Of all of them the hot ones are some.
          case PeerEvent.AllOver a -> Closings.over(Deactivations.over(peer, out), out);
          case PeerEvent.MuxEnded m -> Losses.muxEnded(peer, m.end(), out);
          case PeerEvent.TimedOut t ->
              switch (t.kind()) {
                case DEACTIVATE -> Deactivations.timedOut(peer, t, out);
                case CLOSE -> Closings.timedOut(peer, t, out);
                // It became warm a moment before.
                case ESTABLISH -> peer;
              };
          case PeerEvent.Released r -> Closings.released(peer, out);
          case PeerEvent.Demoted d -> Losses.demoted(peer, d.end(), out);
          case PeerEvent.Shutdown s -> Closings.shutdown(peer, out);
          case PeerEvent.ShutdownOverdue s -> Losses.overdue(peer, s, out);
          default -> peer;
        };
    return Ends.isOver(next, event) ? Ends.end(next, out) : next;
  }

  private static Live alreadyThere(Live peer, PeerEvent.Establish ask, Effects out) {
    String why =
        peer.status() == PeerStatus.COOLING
            ? "COOLING, its last connection is still being closed; wait until it is COLD"
            : peer.status() + " already, on " + peer.connection();
    String sentence =
        ConnectionId.text(peer.connection().remote()) + " is not established again: it is " + why;
    out.refuse(
        ask.caller(), new Refusal.NoConnection(Failure.of(FailureCategory.WRONG_STATE, sentence)));
    return peer;
  }
}
