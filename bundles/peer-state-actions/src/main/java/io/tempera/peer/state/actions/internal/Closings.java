package io.tempera.peer.state.actions.internal;

import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.state.actions.internal.Ending.Loss;
import io.tempera.peer.state.actions.internal.PeerEffect.AwaitAllOver;
import io.tempera.peer.state.actions.internal.PeerEffect.AwaitDemotion;
import io.tempera.peer.state.actions.internal.PeerEffect.CancelTimer;
import io.tempera.peer.state.actions.internal.PeerEffect.Release;
import io.tempera.peer.state.actions.internal.PeerEffect.SetTimer;
import io.tempera.peer.state.actions.internal.PeerEffect.StopMux;
import io.tempera.peer.state.actions.internal.Work.Closing;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Optional;

/**
 * Warm or hot to cooling: every initiator is told to terminate, and when all have ended the
 * connection manager gets the connection back. When that is the slots say: nothing that has begun
 * without being heard of here may run into the peer's next life. What is said about it is always
 * "warm to cooling", also of a hot peer, as the reference does.
 */
final class Closings {
  private Closings() {}

  static Live asked(Live peer, long caller, Effects out) {
    if (peer.isUp()) {
      return begin(peer, new Closing(List.of(caller), false, false), out);
    }
    Optional<Closing> underWay = peer.work().closing();
    if (underWay.isEmpty()) {
      out.done(caller);
      return peer;
    }
    Closing closing = underWay.get();
    return peer.closing(
        Optional.of(
            new Closing(
                Callers.with(closing.callers(), caller), closing.monitor(), closing.releasing())));
  }

  /** Somebody waits no more; it goes on. */
  static Live left(Live peer, long caller) {
    return peer.closing(
        peer.work()
            .closing()
            .map(
                c ->
                    new Closing(Callers.without(c.callers(), caller), c.monitor(), c.releasing())));
  }

  /** A warm or an established initiator has ended: the rest is to follow. */
  static Live followEnd(Live peer, Effects out) {
    return begin(peer, new Closing(List.of(), true, false), out);
  }

  private static Live begin(Live peer, Closing closing, Effects out) {
    out.control(Temperature.HOT, ControlMessage.TERMINATE);
    out.control(Temperature.WARM, ControlMessage.TERMINATE);
    out.control(Temperature.ESTABLISHED, ControlMessage.TERMINATE);
    out.add(new AwaitAllOver());
    out.add(new SetTimer(TimerKind.CLOSE, 1));
    return peer.with(PeerStatus.COOLING).closing(Optional.of(closing));
  }

  /** Every initiator has ended: gives the connection back, if it lives. */
  static Live over(Live peer, Effects out) {
    Optional<Closing> closing = peer.work().closing();
    if (closing.isEmpty()
        || closing.get().releasing()
        || peer.ending().loss().isPresent()
        || peer.results().awaitAll().isEmpty()) {
      return peer;
    }
    out.add(new CancelTimer(TimerKind.CLOSE));
    if (peer.ending().stopping()) {
      out.add(new StopMux());
      return finish(peer, out);
    }
    out.add(new Release());
    return peer.closing(
        Optional.of(new Closing(closing.get().callers(), closing.get().monitor(), true)));
  }

  static Live released(Live peer, Effects out) {
    if (peer.work().closing().filter(Closing::releasing).isEmpty()) {
      return peer;
    }
    out.add(new AwaitDemotion());
    Live next = finish(peer, out);
    return next.with(next.ending().awaitingDemotion());
  }

  private static Live finish(Live peer, Effects out) {
    out.changed(new WarmToCooling(peer.connection()));
    peer.work().closing().ifPresent(c -> out.done(c.callers()));
    return peer.closing(Optional.empty());
  }

  /** Whoever closes is content: it is what they wanted, only less gently. */
  static Live timedOut(Live peer, PeerEvent.TimedOut timer, Effects out) {
    Optional<Closing> closing = peer.work().closing();
    if (closing.isEmpty() || closing.get().releasing()) {
      return peer;
    }
    out.add(new StopMux());
    out.failed(new WarmToCooling(peer.connection()), timer.tooLong());
    out.done(closing.get().callers());
    boolean nobodyElseWaits = peer.work().deactivation().isEmpty();
    return Losses.lose(
        peer.closing(Optional.empty()),
        new Loss(PeerStatus.COOLING, Optional.empty(), nobodyElseWaits),
        out);
  }

  /** Closes, unless that is under way or done: what is left then need not be waited for. */
  static Live shutdown(Live peer, Effects out) {
    Live next = peer.with(peer.ending().goingDown());
    if (next.isUp()) {
      return begin(next, new Closing(List.of(), false, false), out);
    }
    if (next.work().closing().filter(Closing::releasing).isPresent()) {
      out.add(new StopMux());
      return finish(next, out);
    }
    return next;
  }
}
