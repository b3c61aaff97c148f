package io.tempera.peer.state.actions.internal;

import io.tempera.failure.Failure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.state.actions.internal.PeerEffect.CancelTimer;
import io.tempera.peer.state.actions.internal.PeerEffect.HotEnds;
import java.util.Optional;

/** Cooling to cold. */
final class Ends {
  private Ends() {}

  /** Whether a peer, after an event, is through: only the connection manager decides, or a stop. */
  static boolean isOver(Live peer, PeerEvent event) {
    return switch (event) {
      case PeerEvent.Demoted d -> peer.ending().demotionAwaited();
      case PeerEvent.ShutdownOverdue s -> true;
      default ->
          peer.ending().stopping()
              && peer.status() == PeerStatus.COOLING
              && peer.work().closing().isEmpty()
              && peer.work().deactivation().isEmpty()
              && !peer.hasUntoldLoss();
    };
  }

  static PeerState end(Live peer, Effects out) {
    Optional<Failure> error =
        peer.ending()
            .monitorError()
            .map(
                why ->
                    why.exception(peer.connection().remote(), Optional.of(peer.connection()))
                        .failure());
    if (error.isEmpty()) {
      out.trace(new PeerMonitoringResult(peer.connection(), Optional.empty()));
    }
    if (peer.hotTimed()) {
      out.add(new HotEnds());
    }
    if (error.isPresent()) {
      out.trace(new PeerMonitoringError(peer.connection(), error.get()));
    } else {
      out.changed(new CoolingToCold(peer.connection()));
    }
    return new Gone(Optional.of(peer.connection()), peer.results());
  }

  /** Tells everybody who still waits that the peer state actions go down. */
  static Live tellOverdue(Live peer, PeerEvent.ShutdownOverdue overdue, Effects out) {
    Refusal why = new Refusal.NoConnection(ConnectSteps.GOING_DOWN);
    peer.work().activating().ifPresent(caller -> out.refuse(caller, why));
    peer.work()
        .deactivation()
        .ifPresent(
            d -> {
              out.add(new CancelTimer(TimerKind.DEACTIVATE));
              out.refuse(d.callers(), why);
            });
    peer.work()
        .closing()
        .ifPresent(
            c -> {
              out.add(new CancelTimer(TimerKind.CLOSE));
              out.failed(new WarmToCooling(peer.connection()), overdue.tooLong());
              out.refuse(c.callers(), why);
            });
    return peer.with(PeerStatus.COOLING).with(Work.NONE);
  }
}
