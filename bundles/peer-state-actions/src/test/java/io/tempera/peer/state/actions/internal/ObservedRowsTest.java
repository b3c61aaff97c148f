package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.FailureType.ApplicationFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rows I9 to I14: what the reference was seen to do, in the order in which it said so. */
final class ObservedRowsTest extends PeerScript {
  @Test
  void i9AWrongCookieCoolsAWarmPeer() {
    warm();
    Failure cookie = Failure.of(FailureCategory.REMOTE_MISBEHAVED, "cookie mismatch 0/65535");
    happen(failed(Temperature.ESTABLISHED, 8, cookie));
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
    happen(new PeerEvent.MuxEnded(protocolFailed(8, cookie)));
    happen(new PeerEvent.Demoted(Optional.of(protocolFailed(8, cookie))));
    assertThat(traces())
        .containsExactly(
            error(Temperature.ESTABLISHED, 8, cookie),
            changed(new WarmToCooling(ID)),
            nothing(),
            changed(new CoolingToCold(ID)));
    effects.clear();
    happen(new PeerEvent.Activate(2));
    assertThat(effects)
        .containsExactly(
            trace(new PeerStatusChangeFailure(new WarmToHot(ID), new ActiveCold(PeerStatus.COLD))),
            refused(2, new Refusal.NotWarm(PeerStatus.COLD)));
  }

  @Test
  void i10AResetWhileWarmIsBlamedOnTheEstablishedProtocol() {
    warm();
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.MuxEnded(ioError()));
    happen(new PeerEvent.Demoted(Optional.empty()));
    assertThat(traces())
        .containsExactly(
            error(Temperature.ESTABLISHED, 8, BROKEN),
            changed(new WarmToCooling(ID)),
            nothing(),
            changed(new CoolingToCold(ID)));
  }

  @Test
  void i11AConnectionThatBreaksUnderAHotPeerIsBlamedOnTheEstablishedProtocolFirst() {
    hot(2, 3, 4);
    for (int number : List.of(2, 3, 4)) {
      happen(failed(Temperature.HOT, number, BROKEN));
    }
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.MuxEnded(ioError()));
    happen(new PeerEvent.Demoted(Optional.empty()));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.AwaitDemotion(),
            trace(error(Temperature.ESTABLISHED, 8, BROKEN)),
            trace(changed(new HotToCooling(ID))),
            trace(nothing()),
            new PeerEffect.HotEnds(),
            trace(changed(new CoolingToCold(ID))));
    effects.clear();
    happen(new PeerEvent.Deactivate(3));
    assertThat(effects)
        .containsExactly(
            trace(new PeerStatusChangeFailure(new HotToWarm(ID), new ActiveCold(PeerStatus.COLD))),
            refused(3, new Refusal.NotHot(PeerStatus.COLD)));
  }

  @Test
  void i12AHotProtocolThatFailsByItselfIsBlamedAlthoughTheOthersGoWithIt() {
    hot(2, 3, 4);
    Failure decoder = Failure.of(FailureCategory.REMOTE_MISBEHAVED, "decoder failure");
    happen(failed(Temperature.HOT, 2, decoder));
    happen(failed(Temperature.HOT, 3, BROKEN));
    happen(failed(Temperature.HOT, 4, BROKEN));
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.MuxEnded(protocolFailed(2, decoder)));
    happen(new PeerEvent.Demoted(Optional.empty()));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.AwaitDemotion(),
            trace(error(Temperature.HOT, 2, decoder)),
            trace(changed(new HotToCooling(ID))),
            trace(nothing()),
            new PeerEffect.HotEnds(),
            trace(changed(new CoolingToCold(ID))));
  }

  @Test
  void i13ARemoteThatBreaksARuleOfTheMultiplexerIsBlamedOnTheEstablishedProtocol() {
    warm();
    MuxEnd end =
        new MuxEnd.Failed(new MuxError.MissingDirection(new ProtocolKey(8, Direction.RESPONDER)));
    Failure failure = ((MuxEnd.Failed) end).error().failure();
    happen(failed(Temperature.ESTABLISHED, 8, failure));
    happen(new PeerEvent.Demoted(Optional.of(end)));
    happen(new PeerEvent.MuxEnded(end));
    assertThat(traces())
        .containsExactly(
            error(Temperature.ESTABLISHED, 8, failure),
            changed(new WarmToCooling(ID)),
            nothing(),
            changed(new CoolingToCold(ID)));
  }

  @Test
  void i14ADeactivationWhoseProtocolFailsIsToldToTheCallerAndToTheMonitoring() {
    hot(2, 3, 4);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 3));
    effects.removeIf(e -> !(e instanceof PeerEffect.Trace));
    Failure limit = Failure.of(FailureCategory.TIMEOUT, "time limit in StIntersect");
    happen(failed(Temperature.HOT, 2, limit));
    happen(failed(Temperature.HOT, 4, BROKEN));
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.MuxEnded(protocolFailed(2, limit)));
    happen(new PeerEvent.Demoted(Optional.empty()));
    TreeMap<Integer, Failure> failures = new TreeMap<>();
    failures.put(2, limit);
    failures.put(4, BROKEN);
    Refusal why = new Refusal.ProtocolsFailed(failures);
    assertThat(effects)
        .containsExactly(
            trace(success(Temperature.HOT, 3)),
            new PeerEffect.AwaitDemotion(),
            new PeerEffect.CancelTimer(TimerKind.DEACTIVATE),
            trace(
                new PeerStatusChangeFailure(
                    new HotToCooling(ID), new ApplicationFailure(failures))),
            refused(3, why),
            new PeerEffect.HotEnds(),
            trace(
                new PeerMonitoringError(
                    ID, why.exception(ID.remote(), Optional.of(ID)).failure())));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
  }
}
