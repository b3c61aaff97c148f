package io.tempera.peer.state.actions.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError.MiniProtocolFailed;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FailureType.ApplicationFailure;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.state.actions.internal.Ending.Loss;
import io.tempera.peer.state.actions.internal.PeerEffect.AwaitDemotion;
import io.tempera.peer.state.actions.internal.PeerEffect.CancelTimer;
import io.tempera.peer.state.actions.internal.PeerEffect.StopMux;
import io.tempera.protocol.Temperature;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A connection that is lost. One failed mini-protocol ends its multiplexer, and that all the
 * others, so it begins with the first failure: the peer cools at once. What came of it is told when
 * the multiplexer has ended: then it is known who failed by itself and who with the connection.
 *
 * <p>Nobody tells the connection manager: it sees the multiplexer's end itself.
 */
final class Losses {
  private static final MuxEnd UNKNOWN_END = new MuxEnd.Stopped();

  private Losses() {}

  static Live protocolFailed(Live peer, PeerEvent.ProtocolFailed p, Effects out) {
    Run run = new Run.Errored(p.failure(), Optional.of(p.delay()));
    Live next = peer.with(peer.results().with(p.temperature(), p.number(), run));
    if (!somethingIsLost(next)) {
      return next;
    }
    MiniProtocolError first = new MiniProtocolError(p.temperature(), p.number(), p.failure());
    return lose(next, new Loss(next.status(), Optional.of(first), false), out);
  }

  static Live muxEnded(Live peer, MuxEnd end, Effects out) {
    Live next =
        somethingIsLost(peer)
            ? lose(peer, new Loss(peer.status(), Optional.empty(), false), out)
            : peer;
    return next.hasUntoldLoss() ? conclude(next, end, out) : next;
  }

  /** The first sign of a loss, to a peer that still had something to lose. */
  private static boolean somethingIsLost(Live peer) {
    boolean waitsForInitiators =
        peer.work().closing().filter(closing -> !closing.releasing()).isPresent();
    return peer.ending().loss().isEmpty() && (peer.isUp() || waitsForInitiators);
  }

  /** Cools, and waits for the connection manager. A loss that was seen before stays the cause. */
  static Live lose(Live peer, Loss loss, Effects out) {
    Loss kept = peer.ending().loss().map(l -> l.told(loss.told())).orElse(loss);
    Ending ending = peer.ending().loss(kept);
    if (!ending.demotionAwaited()) {
      out.add(new AwaitDemotion());
    }
    return peer.with(PeerStatus.COOLING).with(ending.awaitingDemotion());
  }

  /** Tells everybody what came of a loss. */
  private static Live conclude(Live peer, MuxEnd end, Effects out) {
    Loss loss = peer.ending().loss().orElseThrow();
    Live next = peer.with(peer.results().failRunning(failure(end)));
    boolean explained = loss.before() == PeerStatus.COOLING;
    if (next.work().deactivation().isPresent()) {
      explained |= loss.before() == PeerStatus.HOT;
      next = failDeactivation(next, loss, out);
    }
    if (next.work().closing().isPresent()) {
      next = failClosing(next, out);
    }
    if (!explained) {
      tellMonitoring(next, loss, end, out);
    }
    return next.with(next.ending().loss(loss.told(true)));
  }

  private static Live failDeactivation(Live peer, Loss loss, Effects out) {
    Work.Deactivation deactivation = peer.work().deactivation().orElseThrow();
    SortedMap<Integer, Failure> hot = peer.results().failures(Temperature.HOT);
    SortedMap<Integer, Failure> failures = hot.isEmpty() ? peer.results().failures() : hot;
    Refusal why = new Refusal.ProtocolsFailed(failures);
    out.add(new CancelTimer(TimerKind.DEACTIVATE));
    if (loss.before() == PeerStatus.HOT) {
      out.failed(new HotToCooling(peer.connection()), new ApplicationFailure(failures));
    }
    out.refuse(deactivation.callers(), why);
    Live next = peer.deactivation(Optional.empty());
    return deactivation.monitor() ? next.with(next.ending().monitorFailed(why)) : next;
  }

  private static Live failClosing(Live peer, Effects out) {
    Work.Closing closing = peer.work().closing().orElseThrow();
    SortedMap<Integer, Failure> failures = peer.results().failures();
    Refusal why = new Refusal.ProtocolsFailed(failures);
    out.add(new CancelTimer(TimerKind.CLOSE));
    out.failed(new WarmToCooling(peer.connection()), new ApplicationFailure(failures));
    out.refuse(closing.callers(), why);
    Live next = peer.closing(Optional.empty());
    return closing.monitor() ? next.with(next.ending().monitorFailed(why)) : next;
  }

  private static void tellMonitoring(Live peer, Loss loss, MuxEnd end, Effects out) {
    Optional<MiniProtocolError> culprit = culprit(peer, loss, end);
    if (culprit.isEmpty()) {
      out.failed(cooling(peer, loss), new MuxStoppedFailure());
      return;
    }
    boolean warm = culprit.get().temperature() == Temperature.WARM;
    out.trace(new PeerMonitoringResult(peer.connection(), Optional.of(culprit.get())));
    out.changed(warm ? new WarmToCooling(peer.connection()) : cooling(peer, loss));
  }

  private static PeerStatusChangeType cooling(Live peer, Loss loss) {
    return loss.before() == PeerStatus.HOT
        ? new HotToCooling(peer.connection())
        : new WarmToCooling(peer.connection());
  }

  /**
   * Who is to blame: the initiator that ended the multiplexer, or, when all ended with it at once,
   * the first of established, warm and hot, by ascending number (the reference's left-biased
   * choice).
   */
  private static Optional<MiniProtocolError> culprit(Live peer, Loss loss, MuxEnd end) {
    var errors = peer.results().errors();
    if (end instanceof MuxEnd.Failed(MiniProtocolFailed(ProtocolKey key, Failure cause))
        && key.direction() == Direction.INITIATOR) {
      Optional<MiniProtocolError> itself =
          errors.stream().filter(e -> e.number() == key.number()).findFirst();
      if (itself.isPresent()) {
        return itself;
      }
    }
    Optional<MiniProtocolError> first = errors.stream().findFirst();
    return end instanceof MuxEnd.Failed ? first : loss.first().or(() -> first);
  }

  private static Failure failure(MuxEnd end) {
    return switch (end) {
      case MuxEnd.Failed failed -> failed.error().failure();
      case MuxEnd.Stopped() ->
          Failure.of(FailureCategory.SHUTTING_DOWN, "the connection was closed");
      case MuxEnd.RemoteClosed(var where) ->
          Failure.of(
              FailureCategory.REMOTE_CLOSED, "the remote side closed the connection " + where);
    };
  }

  static Live demoted(Live peer, Optional<MuxEnd> end, Effects out) {
    return peer.hasUntoldLoss() ? conclude(peer, end.orElse(UNKNOWN_END), out) : peer;
  }

  /** The time for a cooperative end is over. */
  static Live overdue(Live peer, PeerEvent.ShutdownOverdue overdue, Effects out) {
    out.add(new StopMux());
    return peer.hasUntoldLoss()
        ? conclude(peer, UNKNOWN_END, out)
        : Ends.tellOverdue(peer, overdue, out);
  }
}
