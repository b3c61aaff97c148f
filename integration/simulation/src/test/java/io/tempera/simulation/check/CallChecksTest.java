package io.tempera.simulation.check;

import static io.tempera.simulation.check.PeerSays.COLD_TO_WARM;
import static io.tempera.simulation.check.PeerSays.HOT_TO_WARM;
import static io.tempera.simulation.check.PeerSays.ID;
import static io.tempera.simulation.check.PeerSays.WARM_TO_HOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerStatus;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Answer;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.NodeSettings.PeerTimes;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each check of what callers ask and are answered notices what it is there for. */
final class CallChecksTest {
  private static final Check ANSWERS = new CallAnswers(TimeLimits.VIRTUAL_SLACK);
  private static final Check TRACES = new CallTraces();
  private static final Check TIMES = new CallTimes(TimeLimits.VIRTUAL_SLACK);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final PeerSays peer = new PeerSays();

  private static void assertNoticed(Iterable<String> violations, String what) {
    assertThat(violations).singleElement().asString().contains(what);
  }

  private static NoConnectionException noConnection() {
    return new NoConnectionException(
        ID.remote(), Optional.of(ID), Failure.of(FailureCategory.SHUTTING_DOWN, "going down"));
  }

  @Test
  void aCallThatIsNotAnsweredIsNoticed() {
    assertNoticed(peer.ask(Operation.CLOSE, PeerStatus.WARM).to(ANSWERS), "not answered");
  }

  @Test
  void aCallThatIsAnsweredTwiceIsNoticed() {
    peer.ask(Operation.CLOSE, PeerStatus.WARM).done().done();
    assertNoticed(peer.to(ANSWERS), "nobody waits for that");
  }

  @Test
  void anErrorOfAnotherOperationIsNoticed() {
    peer.ask(Operation.CLOSE, PeerStatus.WARM);
    peer.refused(new ColdActivationException(ID, PeerStatus.COLD));
    assertNoticed(peer.to(ANSWERS), "not an answer to CLOSE");
  }

  @Test
  void anErrorThatOnlyTheEndExplainsIsNoticedBeforeIt() {
    peer.ask(Operation.CLOSE, PeerStatus.WARM).refused(noConnection());
    assertNoticed(peer.to(ANSWERS), "not an answer to CLOSE");
    PeerSays down = new PeerSays().ask(Operation.CLOSE, PeerStatus.WARM);
    down.say(new CallTrace.Stopping()).refused(noConnection());
    assertThat(down.to(ANSWERS)).isEmpty();
  }

  @Test
  void whoeverGivesUpWithoutAnInterruptIsNoticed() {
    peer.ask(Operation.CLOSE, PeerStatus.WARM).answer(new Answer.GaveUp());
    assertNoticed(peer.to(ANSWERS), "interrupted");
    PeerSays interrupted = new PeerSays().ask(Operation.CLOSE, PeerStatus.WARM);
    interrupted.say(new CallTrace.Interrupted(ID.remote())).answer(new Answer.GaveUp());
    assertThat(interrupted.to(ANSWERS)).isEmpty();
  }

  @Test
  void aPromotionThatIsDoneWithoutATraceIsNoticed() {
    peer.ask(Operation.ACTIVATE, PeerStatus.WARM).done();
    assertNoticed(peer.to(TRACES), "nobody said so");
  }

  @Test
  void aPromotionThatIsSaidTwiceIsNoticed() {
    peer.ask(Operation.ACTIVATE, PeerStatus.WARM).changed(WARM_TO_HOT, WARM_TO_HOT).done();
    assertNoticed(peer.to(TRACES), "nobody was told");
  }

  @Test
  void aPromotionWhoseCallerHasGivenUpMayHaveATraceOfItsOwn() {
    peer.ask(Operation.ACTIVATE, PeerStatus.WARM).answer(new Answer.GaveUp());
    assertThat(peer.changed(WARM_TO_HOT).to(TRACES)).isEmpty();
  }

  @Test
  void anEstablishedPeerThatNobodyWantedIsNoticed() {
    assertNoticed(peer.changed(COLD_TO_WARM).to(TRACES), "nobody wanted it");
  }

  @Test
  void anEstablishThatIsDoneWithoutATraceIsNoticed() {
    peer.ask(Operation.ESTABLISH, PeerStatus.COLD).done();
    assertNoticed(peer.to(TRACES), "nobody said that it happened");
  }

  @Test
  void aHotPeerWhoseDeactivationIsDoneWithoutATraceIsNoticed() {
    peer.ask(Operation.DEACTIVATE, PeerStatus.HOT).done();
    assertNoticed(peer.to(TRACES), "nobody said that it happened");
    PeerSays said = new PeerSays().ask(Operation.DEACTIVATE, PeerStatus.HOT);
    assertThat(said.changed(HOT_TO_WARM).done().to(TRACES)).isEmpty();
  }

  @Test
  void aRefusalWithAnotherStatusThanWasSaidIsNoticed() {
    peer.ask(Operation.ACTIVATE, PeerStatus.COOLING);
    peer.failed(WARM_TO_HOT, new FailureType.ActiveCold(PeerStatus.COOLING));
    peer.refused(new ColdActivationException(ID, PeerStatus.COLD));
    assertThat(peer.to(TRACES)).hasSize(2).first().asString().contains("nobody said so");
  }

  @Test
  void aDeactivationThatTakesTooLongIsNoticed() {
    peer.ask(Operation.DEACTIVATE, PeerStatus.HOT).after(Duration.ofSeconds(301)).done();
    assertNoticed(peer.to(TIMES), "more than PT5M");
  }

  @Test
  void aCloseMayTakeItsTimeoutAndTheIdleTimeOfTheConnectionAndNoMore() {
    peer.ask(Operation.CLOSE, PeerStatus.WARM).after(Duration.ofSeconds(125)).done();
    assertThat(peer.to(TIMES)).isEmpty();
    peer.ask(Operation.CLOSE, PeerStatus.WARM).after(Duration.ofSeconds(126)).done();
    assertNoticed(peer.to(TIMES), "more than PT2M5");
  }

  @Test
  void anEstablishMayTakeItsTimeoutTwiceAndNoMore() {
    peer.ask(Operation.ESTABLISH, PeerStatus.COLD).after(SECOND.multipliedBy(240)).done();
    assertThat(peer.to(TIMES)).isEmpty();
    peer.ask(Operation.ESTABLISH, PeerStatus.COLD).after(SECOND.multipliedBy(241)).done();
    assertNoticed(peer.to(TIMES), "more than PT4M");
  }

  @Test
  void anActivationThatTakesAnyTimeIsNoticed() {
    peer.ask(Operation.ACTIVATE, PeerStatus.WARM).after(Duration.ofSeconds(1)).done();
    assertNoticed(peer.to(TIMES), "after PT1S");
  }

  @Test
  void aShorterTimeoutHoldsForWhoeverAsksOnceNoTimerOfTheLongerOneCanRun() {
    peer.say(new CallTrace.Changed(new PeerTimes(SECOND, SECOND.multipliedBy(2), SECOND)));
    peer.ask(Operation.DEACTIVATE, PeerStatus.HOT).after(Duration.ofSeconds(299)).done();
    assertThat(peer.to(TIMES)).isEmpty();
    peer.after(Duration.ofSeconds(2)).ask(Operation.DEACTIVATE, PeerStatus.HOT);
    assertNoticed(peer.after(Duration.ofSeconds(3)).done().to(TIMES), "more than PT2");
  }
}
