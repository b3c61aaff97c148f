package io.tempera.peer.state.actions.internal;

import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.state.actions.internal.Ending.Loss;
import io.tempera.peer.state.actions.internal.PeerEffect.AwaitHotOver;
import io.tempera.peer.state.actions.internal.PeerEffect.CancelTimer;
import io.tempera.peer.state.actions.internal.PeerEffect.HotEnds;
import io.tempera.peer.state.actions.internal.PeerEffect.SetTimer;
import io.tempera.peer.state.actions.internal.Work.Deactivation;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Optional;

/**
 * Hot to warm: the hot initiators are told to terminate and the warm ones to work again, and it is
 * done when all hot ones have ended. When that is the slots say: one whose bundle has just come may
 * run before it is heard of here. However many ask for it, it is one.
 */
final class Deactivations {
  private Deactivations() {}

  static Live asked(Live peer, long caller, Effects out) {
    return switch (peer.status()) {
      case HOT -> {
        Optional<Deactivation> underWay = peer.work().deactivation();
        yield underWay.isEmpty()
            ? begin(peer, new Deactivation(List.of(caller), false), out)
            : peer.deactivation(
                Optional.of(
                    new Deactivation(
                        Callers.with(underWay.get().callers(), caller), underWay.get().monitor())));
      }
      case WARM -> {
        out.done(caller);
        yield peer;
      }
      case COOLING, COLD -> {
        out.failed(new HotToWarm(peer.connection()), new ActiveCold(peer.status()));
        out.refuse(caller, new Refusal.NotHot(peer.status()));
        yield peer;
      }
    };
  }

  /** Somebody waits no more; it goes on. */
  static Live left(Live peer, long caller) {
    return peer.deactivation(
        peer.work()
            .deactivation()
            .map(d -> new Deactivation(Callers.without(d.callers(), caller), d.monitor())));
  }

  /** A hot initiator has ended: the rest is to follow. */
  static Live followEnd(Live peer, Effects out) {
    return peer.work()
        .deactivation()
        .map(d -> peer.deactivation(Optional.of(new Deactivation(d.callers(), true))))
        .orElseGet(() -> begin(peer, new Deactivation(List.of(), true), out));
  }

  private static Live begin(Live peer, Deactivation deactivation, Effects out) {
    out.control(Temperature.HOT, ControlMessage.TERMINATE);
    out.control(Temperature.WARM, ControlMessage.CONTINUE);
    out.add(new AwaitHotOver());
    Work work = peer.work().began(deactivation);
    out.add(new SetTimer(TimerKind.DEACTIVATE, work.deactivations()));
    return peer.with(work);
  }

  /** Every hot initiator has ended: done, if the connection lives. */
  static Live over(Live peer, Effects out) {
    if (peer.work().deactivation().isEmpty()
        || peer.ending().loss().isPresent()
        || peer.results().awaitAll(Temperature.HOT).isEmpty()) {
      return peer;
    }
    out.add(new CancelTimer(TimerKind.DEACTIVATE));
    Live next = peer;
    if (peer.status() == PeerStatus.HOT) {
      out.changed(new HotToWarm(peer.connection()));
      next = next.with(PeerStatus.WARM);
    }
    if (peer.hotTimed()) {
      out.add(new HotEnds());
    }
    out.done(peer.work().deactivation().get().callers());
    return next.hotTimed(false).deactivation(Optional.empty());
  }

  static Live timedOut(Live peer, PeerEvent.TimedOut timer, Effects out) {
    if (peer.work().deactivation().isEmpty() || peer.work().deactivations() != timer.generation()) {
      return peer;
    }
    Deactivation deactivation = peer.work().deactivation().get();
    Refusal why = new Refusal.TooSlow(timer.limit());
    boolean wasHot =
        peer.status() == PeerStatus.HOT
            || peer.ending().loss().filter(l -> l.before() == PeerStatus.HOT).isPresent();
    out.add(new PeerEffect.StopMux());
    if (wasHot) {
      out.failed(new HotToCooling(peer.connection()), timer.tooLong());
    }
    out.refuse(deactivation.callers(), why);
    Live next = peer.deactivation(Optional.empty());
    if (deactivation.monitor()) {
      next = next.with(next.ending().monitorFailed(why));
    }
    // A close that has overtaken it sees the hot initiators fail, and says what comes of it.
    return next.work().closing().isPresent()
        ? next
        : Losses.lose(next, new Loss(peer.status(), Optional.empty(), true), out);
  }
}
