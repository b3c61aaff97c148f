package io.tempera.peer.state.actions.internal;

import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.peer.state.actions.internal.Ending.Loss;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.Optional;

/**
 * Warm to hot. The status is HOT before the hot initiators start; the warm ones are asked to be
 * quiet, and nobody waits until they are.
 */
final class Activation {
  private Activation() {}

  static Live asked(Live peer, long caller, Effects out) {
    if (peer.status() != PeerStatus.WARM) {
      out.failed(new WarmToHot(peer.connection()), new ActiveCold(peer.status()));
      out.refuse(caller, new Refusal.NotWarm(peer.status()));
      return peer;
    }
    out.control(Temperature.HOT, ControlMessage.CONTINUE);
    out.control(Temperature.WARM, ControlMessage.QUIESCE);
    out.add(new PeerEffect.StartInitiators(Temperature.HOT));
    return peer.with(PeerStatus.HOT).with(peer.work().activating(Optional.of(caller)));
  }

  static Live started(Live peer, PeerEvent.InitiatorsStarted started, Effects out) {
    if (peer.work().activating().isEmpty()) {
      return peer;
    }
    out.add(new PeerEffect.HotBegins());
    out.changed(new WarmToHot(peer.connection()));
    peer.work().activating().ifPresent(out::done);
    return peer.with(peer.results().started(started.temperature(), started.numbers()))
        .with(peer.work().activating(Optional.empty()))
        .hotTimed(true);
  }

  /** Some may have started: the connection is given up, or they would run at a warm peer. */
  static Live refused(Live peer, PeerEvent.StartRefused refused, Effects out) {
    if (peer.work().activating().isEmpty()) {
      return peer;
    }
    out.failed(new WarmToHot(peer.connection()), new MuxStoppedFailure());
    out.add(new PeerEffect.StopMux());
    peer.work()
        .activating()
        .ifPresent(caller -> out.refuse(caller, new Refusal.NoConnection(refused.failure())));
    Live next = peer.with(peer.work().activating(Optional.empty()));
    return Losses.lose(next, new Loss(PeerStatus.WARM, Optional.empty(), true), out);
  }
}
