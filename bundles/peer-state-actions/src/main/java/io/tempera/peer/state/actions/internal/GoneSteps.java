package io.tempera.peer.state.actions.internal;

import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;

/** After the end: late callers get their answer, and a late connection goes back. */
final class GoneSteps {
  private GoneSteps() {}

  static PeerState step(Gone gone, PeerEvent event, Effects out) {
    switch (event) {
      case PeerEvent.Establish ask -> out.tell(ask.caller(), new Answer.AskAnew());
      case PeerEvent.Activate ask -> {
        gone.connection()
            .ifPresent(c -> out.failed(new WarmToHot(c), new ActiveCold(PeerStatus.COLD)));
        out.refuse(ask.caller(), new Refusal.NotWarm(PeerStatus.COLD));
      }
      case PeerEvent.Deactivate ask -> {
        gone.connection()
            .ifPresent(c -> out.failed(new HotToWarm(c), new ActiveCold(PeerStatus.COLD)));
        out.refuse(ask.caller(), new Refusal.NotHot(PeerStatus.COLD));
      }
      case PeerEvent.Close ask -> out.done(ask.caller());
      case PeerEvent.Acquired late -> giveBack(out);
      default -> {
        // Nobody waits for it any more.
      }
    }
    return gone;
  }

  private static void giveBack(Effects out) {
    out.add(new PeerEffect.StopMux());
    out.add(new PeerEffect.Release());
  }
}
