package io.tempera.peer.state.actions.internal;

import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.state.actions.internal.Work.Deactivation;
import io.tempera.protocol.Temperature;
import java.util.Optional;

/**
 * What follows from initiators that start and end by themselves (PeerSelection.PeerStateActions,
 * peerMonitoringLoop).
 *
 * <table>
 * <caption>The end of an initiator as its protocol says</caption>
 * <tr><th>temperature</th><th>warm peer</th><th>hot peer</th><th>cooling peer</th></tr>
 * <tr><td>hot</td><td>-</td><td>deactivate</td><td>-</td></tr>
 * <tr><td>warm, established</td><td>close</td><td>close</td><td>-</td></tr>
 * </table>
 *
 * <p>The reference's monitoring sees nothing else while it deactivates; here a close that follows
 * from an end overtakes the deactivation at once.
 */
final class Monitoring {
  private Monitoring() {}

  static Live started(Live peer, PeerEvent.ProtocolStarted p) {
    return peer.with(peer.results().with(p.temperature(), p.number(), new Run.Running()));
  }

  static Live ended(Live peer, PeerEvent.ProtocolEnded p, Effects out) {
    Run run = new Run.Returned(p.outcome(), p.delay());
    Live next = peer.with(peer.results().with(p.temperature(), p.number(), run));
    boolean isHot = p.temperature() == Temperature.HOT;
    if (!next.isUp() || isHot && next.status() != PeerStatus.HOT) {
      return next;
    }
    if (isHot && next.work().deactivation().filter(Deactivation::monitor).isPresent()) {
      return next;
    }
    out.trace(
        new PeerMonitoringResult(
            peer.connection(),
            Optional.of(new MiniProtocolSuccess(p.temperature(), p.number(), p.outcome()))));
    return isHot ? Deactivations.followEnd(next, out) : Closings.followEnd(next, out);
  }
}
