package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.MuxEnd;
import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The races that the reference documents, in comments, issues and code, and that cannot be here:
 * each in both orders, where there are two.
 */
final class RacesTest extends PeerScript {
  /** Its issues 4767 and 4768. */
  @Test
  void aDemotionByTheGovernorAndOneByMonitoringAreOne() {
    hot(2, 3);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 2));
    happen(ended(Temperature.HOT, 3));
    happen(hotOver());
    assertThat(traces()).containsExactly(success(Temperature.HOT, 2), changed(new HotToWarm(ID)));
    assertThat(effects).contains(tellDone(3)).containsOnlyOnce(new PeerEffect.HotEnds());
  }

  @Test
  void aDemotionByMonitoringAndOneByTheGovernorAreOne() {
    hot(2, 3);
    happen(ended(Temperature.HOT, 2));
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 3));
    happen(hotOver());
    assertThat(traces()).containsExactly(success(Temperature.HOT, 2), changed(new HotToWarm(ID)));
    assertThat(effects)
        .contains(tellDone(3))
        .containsOnlyOnce(control(Temperature.HOT, ControlMessage.TERMINATE));
  }

  @Test
  void aDeactivationThatIsAskedForWhenMonitoringIsDoneSilentlySucceeds() {
    hot(2);
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    effects.clear();
    happen(new PeerEvent.Deactivate(3));
    assertThat(effects).containsExactly(tellDone(3));
  }

  @Test
  void aStatusThatGoesThroughCoolingUnseenIsTracedOnBothSteps() {
    warm();
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.Demoted(Optional.of(ioError())));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(traces())
        .containsExactly(
            error(Temperature.ESTABLISHED, 8, BROKEN),
            changed(new WarmToCooling(ID)),
            nothing(),
            changed(new CoolingToCold(ID)));
  }

  /** Its issue 5111: reconnecting too early gives a forbidden operation. */
  @Test
  void aPeerIsNotColdBeforeTheConnectionManagerHasLetGo() {
    warm();
    happen(new PeerEvent.Close(2));
    happen(ended(Temperature.ESTABLISHED, 8));
    happen(allOver());
    happen(new PeerEvent.Released());
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
    happen(new PeerEvent.MuxEnded(new MuxEnd.Stopped()));
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
    effects.clear();
    happen(establish(3));
    assertThat(effects)
        .singleElement()
        .isInstanceOfSatisfying(
            PeerEffect.Tell.class,
            tell -> assertThat(tell.answer()).isInstanceOf(Answer.Refused.class));
    happen(new PeerEvent.Demoted(Optional.empty()));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
  }

  @Test
  void aCloseOfAPeerThatAnErrorHasCooledIsDoneAtOnceAndSaysNothing() {
    warm();
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    effects.clear();
    happen(new PeerEvent.Close(2));
    assertThat(effects).containsExactly(tellDone(2));
  }

  @Test
  void anErrorUnderACloseIsToldToWhoClosesAndTracedOnce() {
    warm();
    happen(new PeerEvent.Close(2));
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.MuxEnded(ioError()));
    happen(new PeerEvent.Demoted(Optional.empty()));
    assertThat(traces()).hasSize(3).endsWith(nothing(), changed(new CoolingToCold(ID)));
  }

  @Test
  void coolingIsNeverOverwrittenByALateEndOfADeactivation() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    happen(new PeerEvent.Close(4));
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
    assertThat(traces()).doesNotContain(changed(new HotToWarm(ID)));
  }

  @Test
  void coldIsNeverOverwrittenAndLateCallersAreToldSo() {
    warm();
    happen(failed(Temperature.ESTABLISHED, 8, BROKEN));
    happen(new PeerEvent.Demoted(Optional.of(ioError())));
    effects.clear();
    happen(new PeerEvent.Activate(2));
    assertThat(effects)
        .containsExactly(
            trace(new PeerStatusChangeFailure(new WarmToHot(ID), new ActiveCold(PeerStatus.COLD))),
            refused(2, new Refusal.NotWarm(PeerStatus.COLD)));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
  }

  /** A chain-sync that waits in StMustReply for up to 911 s cannot end within 300 s. */
  @Test
  void aDeactivationThatOneProtocolKeepsUpCostsTheConnectionAndNotTheCaller() {
    hot(2, 3);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 3));
    effects.clear();
    happen(new PeerEvent.TimedOut(TimerKind.DEACTIVATE, 1, World.LIMIT));
    assertThat(effects)
        .startsWith(new PeerEffect.StopMux())
        .contains(refused(3, new Refusal.TooSlow(World.LIMIT)));
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
  }

  /** Its issue 5259: block-fetch, which was done, took chain-sync with it. */
  @Test
  void aHotProtocolThatEndsFirstLeavesTheOthersTheirTime() {
    hot(2, 3, 4);
    happen(ended(Temperature.HOT, 3));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
    assertThat(effects)
        .contains(control(Temperature.HOT, ControlMessage.TERMINATE))
        .doesNotContain(new PeerEffect.StopMux());
    happen(ended(Temperature.HOT, 4));
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void aCloseStopsTheMultiplexerOnlyWhenItsTimeIsOver() {
    hot(2);
    happen(new PeerEvent.Close(3));
    happen(ended(Temperature.HOT, 2));
    assertThat(effects).doesNotContain(new PeerEffect.StopMux());
    happen(new PeerEvent.TimedOut(TimerKind.CLOSE, 1, World.LIMIT));
    assertThat(effects).containsOnlyOnce(new PeerEffect.StopMux());
  }

  /** The reference fails here now and then: ProtocolAlreadyRunning. */
  @Test
  void aPeerIsActivatedAgainRightAfterItsDeactivation() {
    hot(2, 3);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 3));
    happen(new PeerEvent.Activate(4));
    assertThat(effects).endsWith(refused(4, new Refusal.NotWarm(PeerStatus.HOT)));
    happen(ended(Temperature.HOT, 2));
    happen(hotOver());
    effects.clear();
    happen(new PeerEvent.Activate(5));
    happen(started(Temperature.HOT, 2, 3));
    assertThat(effects)
        .containsExactly(
            control(Temperature.HOT, ControlMessage.CONTINUE),
            control(Temperature.WARM, ControlMessage.QUIESCE),
            new PeerEffect.StartInitiators(Temperature.HOT),
            new PeerEffect.HotBegins(),
            trace(changed(new WarmToHot(ID))),
            tellDone(5));
  }

  @Test
  void anErrorOfAWarmProtocolIsSaidToBeWarmToCoolingAlsoOfAHotPeer() {
    happen(establish(1));
    happen(new PeerEvent.Acquired(ID));
    happen(started(Temperature.WARM, 5));
    happen(started(Temperature.ESTABLISHED, 8));
    happen(new PeerEvent.Activate(2));
    happen(started(Temperature.HOT, 2));
    effects.clear();
    Failure late = Failure.of(FailureCategory.TIMEOUT, "no tip in time");
    happen(failed(Temperature.WARM, 5, late));
    happen(new PeerEvent.MuxEnded(protocolFailed(5, late)));
    assertThat(traces())
        .containsExactly(error(Temperature.WARM, 5, late), changed(new WarmToCooling(ID)));
  }
}
