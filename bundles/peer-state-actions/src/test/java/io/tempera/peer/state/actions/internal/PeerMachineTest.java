package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.peer.FailureType;
import io.tempera.peer.FailureType.ApplicationFailure;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.FailureType.TimeoutError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Warm, hot and cooling, event by event. */
final class PeerMachineTest extends PeerScript {
  private static final FailureType TOO_LONG_HOT =
      new TimeoutError(Duration.ofSeconds(300), "deactivate.timeout");
  private static final FailureType TOO_LONG_OPEN =
      new TimeoutError(Duration.ofSeconds(120), "close.connection.timeout");

  @Test
  void activatingQuietsTheWarmProtocolsAndStartsTheHotOnes() {
    warm();
    happen(new PeerEvent.Activate(2));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
    happen(started(Temperature.HOT, 2, 3, 4));
    assertThat(effects)
        .containsExactly(
            control(Temperature.HOT, ControlMessage.CONTINUE),
            control(Temperature.WARM, ControlMessage.QUIESCE),
            new PeerEffect.StartInitiators(Temperature.HOT),
            new PeerEffect.HotBegins(),
            trace(changed(new WarmToHot(ID))),
            tellDone(2));
  }

  @Test
  void aPeerWithoutHotProtocolsIsHotAndDeactivatedAtOnce() {
    warm();
    happen(new PeerEvent.Activate(2));
    happen(started(Temperature.HOT));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
    effects.clear();
    happen(new PeerEvent.Deactivate(3));
    happen(hotOver());
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
    assertThat(effects)
        .endsWith(trace(changed(new HotToWarm(ID))), new PeerEffect.HotEnds(), tellDone(3));
  }

  @Test
  void hotProtocolsThatDoNotStartCostTheConnection() {
    warm();
    happen(new PeerEvent.Activate(2));
    effects.clear();
    happen(new PeerEvent.StartRefused(Temperature.HOT, BROKEN));
    assertThat(effects)
        .containsExactly(
            trace(new PeerStatusChangeFailure(new WarmToHot(ID), new MuxStoppedFailure())),
            new PeerEffect.StopMux(),
            refused(2, new Refusal.NoConnection(BROKEN)),
            new PeerEffect.AwaitDemotion());
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
  }

  @Test
  void aDeactivationIsDoneWhenTheLastHotProtocolHasEnded() {
    hot(2, 3);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 3));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    assertThat(effects)
        .containsExactly(
            control(Temperature.HOT, ControlMessage.TERMINATE),
            control(Temperature.WARM, ControlMessage.CONTINUE),
            new PeerEffect.AwaitHotOver(),
            new PeerEffect.SetTimer(TimerKind.DEACTIVATE, 1),
            trace(success(Temperature.HOT, 3)),
            new PeerEffect.CancelTimer(TimerKind.DEACTIVATE),
            trace(changed(new HotToWarm(ID))),
            new PeerEffect.HotEnds(),
            tellDone(3));
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void aDeactivationThatTimesOutStopsTheMuxAndCoolsThePeer() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    effects.clear();
    happen(new PeerEvent.TimedOut(TimerKind.DEACTIVATE, 1, Duration.ofSeconds(300)));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.StopMux(),
            trace(new PeerStatusChangeFailure(new HotToCooling(ID), TOO_LONG_HOT)),
            refused(3, new Refusal.TooSlow(Duration.ofSeconds(300))),
            new PeerEffect.AwaitDemotion());
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
  }

  @Test
  void theTimerOfADeactivationThatWasDoneInTimeDoesNotHurtTheNextOne() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    happen(new PeerEvent.Activate(4));
    happen(started(Temperature.HOT, 2));
    happen(new PeerEvent.Deactivate(5));
    effects.clear();
    happen(new PeerEvent.TimedOut(TimerKind.DEACTIVATE, 1, Duration.ofSeconds(300)));
    assertThat(effects).isEmpty();
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
  }

  @Test
  void aCleanEndOfAHotProtocolAndACallerShareOneDeactivation() {
    hot(2, 3);
    happen(ended(Temperature.HOT, 3));
    assertThat(effects)
        .startsWith(
            trace(success(Temperature.HOT, 3)), control(Temperature.HOT, ControlMessage.TERMINATE));
    effects.clear();
    happen(new PeerEvent.Deactivate(3));
    assertThat(effects).isEmpty();
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    assertThat(effects).contains(trace(changed(new HotToWarm(ID))), tellDone(3));
  }

  @Test
  void aCleanEndOfAnEstablishedProtocolClosesThePeer() {
    warm();
    happen(ended(Temperature.ESTABLISHED, 8));
    happen(allOver());
    assertThat(effects).startsWith(trace(success(Temperature.ESTABLISHED, 8)));
    assertThat(effects).endsWith(new PeerEffect.Release());
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
  }

  @Test
  void aCloseTerminatesEverythingAndIsToldWhenTheConnectionIsGivenBack() {
    hot(2);
    happen(new PeerEvent.Close(3));
    assertThat(effects)
        .containsExactly(
            control(Temperature.HOT, ControlMessage.TERMINATE),
            control(Temperature.WARM, ControlMessage.TERMINATE),
            control(Temperature.ESTABLISHED, ControlMessage.TERMINATE),
            new PeerEffect.AwaitAllOver(),
            new PeerEffect.SetTimer(TimerKind.CLOSE, 1));
    effects.clear();
    happen(ended(Temperature.HOT, 2));
    happen(ended(Temperature.ESTABLISHED, 8));
    happen(allOver());
    assertThat(effects)
        .containsExactly(new PeerEffect.CancelTimer(TimerKind.CLOSE), new PeerEffect.Release());
    effects.clear();
    happen(new PeerEvent.Released());
    assertThat(effects)
        .containsExactly(
            new PeerEffect.AwaitDemotion(), trace(changed(new WarmToCooling(ID))), tellDone(3));
    effects.clear();
    happen(new PeerEvent.Demoted(Optional.empty()));
    assertThat(effects)
        .containsExactly(
            trace(nothing()), new PeerEffect.HotEnds(), trace(changed(new CoolingToCold(ID))));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
  }

  @Test
  void aCloseThatTimesOutStopsTheMuxAndSatisfiesTheCaller() {
    warm();
    happen(new PeerEvent.Close(2));
    effects.clear();
    happen(new PeerEvent.TimedOut(TimerKind.CLOSE, 1, Duration.ofSeconds(120)));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.StopMux(),
            trace(new PeerStatusChangeFailure(new WarmToCooling(ID), TOO_LONG_OPEN)),
            tellDone(2),
            new PeerEffect.AwaitDemotion());
  }

  @Test
  void aProtocolThatFailsWhileThePeerIsClosedFailsTheClose() {
    warm();
    happen(new PeerEvent.Close(2));
    effects.clear();
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.MuxEnded(ioError()));
    TreeMap<Integer, Failure> failures = new TreeMap<>();
    failures.put(8, BROKEN);
    assertThat(effects)
        .containsExactly(
            new PeerEffect.AwaitDemotion(),
            new PeerEffect.CancelTimer(TimerKind.CLOSE),
            trace(
                new PeerStatusChangeFailure(
                    new WarmToCooling(ID), new ApplicationFailure(failures))),
            refused(2, new Refusal.ProtocolsFailed(failures)));
  }

  @Test
  void aCloseOvertakesADeactivationWhichStillSucceeds() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    happen(new PeerEvent.Close(4));
    effects.clear();
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    assertThat(effects)
        .containsExactly(
            new PeerEffect.CancelTimer(TimerKind.DEACTIVATE),
            new PeerEffect.HotEnds(),
            tellDone(3));
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
  }

  @Test
  void aMuxThatEndsUnderAPeerWithoutProtocolsCoolsIt() {
    warmWithout();
    happen(new PeerEvent.MuxEnded(ioError()));
    assertThat(effects)
        .containsExactly(
            new PeerEffect.AwaitDemotion(),
            trace(new PeerStatusChangeFailure(new WarmToCooling(ID), new MuxStoppedFailure())));
  }

  @Test
  void theLongestDelayCounts() {
    hot(2, 3);
    happen(
        new PeerEvent.ProtocolEnded(
            Temperature.HOT, 2, "fork too deep", Optional.of(Duration.ofSeconds(120))));
    happen(ended(Temperature.HOT, 3));
    happen(hotOver());
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
    assertThat(peer.results().repromoteDelay()).contains(Duration.ofSeconds(120));
    happen(new PeerEvent.Activate(9));
    happen(started(Temperature.HOT, 2, 3));
    assertThat(peer.results().repromoteDelay()).isEmpty();
  }
}
