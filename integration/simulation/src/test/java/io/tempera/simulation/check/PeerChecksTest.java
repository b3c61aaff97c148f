package io.tempera.simulation.check;

import static io.tempera.simulation.check.PeerSays.COLD_TO_WARM;
import static io.tempera.simulation.check.PeerSays.COOLING_TO_COLD;
import static io.tempera.simulation.check.PeerSays.HOT_TO_COOLING;
import static io.tempera.simulation.check.PeerSays.HOT_TO_WARM;
import static io.tempera.simulation.check.PeerSays.ID;
import static io.tempera.simulation.check.PeerSays.WARM_TO_COOLING;
import static io.tempera.simulation.check.PeerSays.WARM_TO_HOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.Talk;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each check of what peers go through notices what it is there for. */
final class PeerChecksTest {
  private static final Duration SLACK = TimeLimits.VIRTUAL_SLACK;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final FailureType TIMEOUT =
      new FailureType.TimeoutError(SECOND, "deactivate.timeout");
  private static final int HOT = Talk.number(Temperature.HOT);
  private static final int WARM = Talk.number(Temperature.WARM);

  private final PeerSays peer = new PeerSays();

  private static void assertNoticed(Iterable<String> violations, String what) {
    assertThat(violations).singleElement().asString().contains(what);
  }

  @Test
  void aPeerThatGoesUpAndDownIsAllRight() {
    peer.established().activated().heard(WARM, ControlMessage.QUIESCE).after(SECOND);
    peer.ask(Operation.DEACTIVATE, PeerStatus.HOT).ends(HOT, Optional.empty()).monitoring(HOT);
    peer.changed(HOT_TO_WARM).wasHotFor(SECOND).done().heard(WARM, ControlMessage.CONTINUE);
    peer.activated().after(SECOND).ends(WARM, Optional.of(SECOND)).monitoring(WARM);
    peer.changed(WARM_TO_COOLING).monitored(PeerStatus.COOLING, Optional.empty());
    peer.over().wasHotFor(SECOND).changed(COOLING_TO_COLD);
    // The hot one has not begun again: what its first end asked for does not count any more.
    peer.monitored(PeerStatus.COLD, Optional.of(SECOND));
    peer.after(SECOND).establishPatiently().changed(COLD_TO_WARM).done();
    peer.ask(Operation.CLOSE, PeerStatus.WARM).changed(WARM_TO_COOLING).done();
    peer.over().changed(COOLING_TO_COLD);
    assertThat(peer.toAll()).isEmpty();
  }

  @Test
  void aPeerThatSkipsAStatusIsNoticed() {
    peer.changed(COLD_TO_WARM, HOT_TO_COOLING, COOLING_TO_COLD);
    assertNoticed(peer.to(new PeerStatuses()), "the peer was WARM");
  }

  @Test
  void aPeerThatIsNotColdInTheEndIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT);
    assertNoticed(peer.to(new PeerStatuses()), "left as HOT");
  }

  @Test
  void aPeerWhoseMonitoringFailedIsColdWithoutAnotherWord() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT);
    peer.failed(HOT_TO_COOLING, TIMEOUT).monitoringFailed();
    assertThat(peer.to(new PeerStatuses())).isEmpty();
    assertThat(peer.changed(COOLING_TO_COLD).to(new PeerStatuses())).hasSize(1);
  }

  @Test
  void aHotTimeThatIsNotSaidIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT, HOT_TO_WARM, WARM_TO_HOT).wasHotFor(Duration.ZERO);
    assertNoticed(peer.to(new HotPeriods(SLACK)), "nobody said for how long it was hot before");
  }

  @Test
  void aHotTimeThatIsNeverSaidIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT);
    assertNoticed(peer.to(new HotPeriods(SLACK)), "nobody said for how long");
  }

  @Test
  void aHotTimeThatIsSaidTwiceIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT).wasHotFor(Duration.ZERO).wasHotFor(Duration.ZERO);
    assertNoticed(peer.to(new HotPeriods(SLACK)), "it was not hot");
  }

  @Test
  void aWrongHotTimeIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT).after(SECOND).wasHotFor(SECOND.multipliedBy(2));
    assertNoticed(peer.to(new HotPeriods(SLACK)), "it was for PT1S");
  }

  @Test
  void aPeerThatIsFoundColdByADeactivationThatTimedOutIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT).ask(Operation.DEACTIVATE, PeerStatus.HOT);
    peer.failed(HOT_TO_COOLING, TIMEOUT);
    peer.failed(HOT_TO_WARM, new FailureType.ActiveCold(PeerStatus.COOLING));
    assertNoticed(peer.to(new NoDodgyTraces()), "timed out");
  }

  @Test
  void whoeverAsksAfterTheTimeoutMayFindItCold() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT);
    peer.failed(HOT_TO_COOLING, TIMEOUT);
    peer.ask(Operation.DEACTIVATE, PeerStatus.COOLING);
    peer.failed(HOT_TO_WARM, new FailureType.ActiveCold(PeerStatus.COOLING));
    assertThat(peer.to(new NoDodgyTraces())).isEmpty();
    peer.failed(HOT_TO_WARM, new FailureType.ActiveCold(PeerStatus.COOLING));
    assertNoticed(peer.to(new NoDodgyTraces()), "timed out");
  }

  @Test
  void aDemotionThatNothingLedToIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_HOT, HOT_TO_WARM);
    peer.ask(Operation.CLOSE, PeerStatus.WARM).changed(WARM_TO_COOLING, COOLING_TO_COLD);
    assertNoticed(peer.to(new Demotions()), "nothing led to it");
  }

  @Test
  void aCloseThatNobodyAskedForIsNoticed() {
    peer.changed(COLD_TO_WARM, WARM_TO_COOLING, COOLING_TO_COLD);
    assertNoticed(peer.to(new Demotions()), "nothing led to it");
  }

  @Test
  void moreUpsThanDownsAreNoticed() {
    peer.changed(COLD_TO_WARM).ask(Operation.CLOSE, PeerStatus.WARM).changed(WARM_TO_COOLING);
    assertNoticed(peer.to(new Demotions()), "went up 1 times and down 0");
  }

  @Test
  void aPeerThatBecomesColdWithoutCoolingIsNoticed() {
    peer.changed(COLD_TO_WARM, COOLING_TO_COLD);
    assertNoticed(peer.to(new Demotions()), "nobody said that it was cooling");
  }

  private void connection(ConnectionState from, ConnectionState to) {
    peer.say(new ConnectionTrace.Transition(ID.remote(), Optional.of(ID), from, to));
  }

  @Test
  void aPeerThatIsColdBeforeItsConnectionIsLetGoOfIsNoticed() {
    connection(ConnectionState.UNNEGOTIATED_OUT, ConnectionState.OUTBOUND_UNI);
    connection(ConnectionState.OUTBOUND_UNI, ConnectionState.TERMINATING);
    peer.changed(COOLING_TO_COLD);
    assertNoticed(peer.to(new ColdAfterOutbound()), "its connection is TERMINATING");
  }

  @Test
  void aPeerThatIsColdWhileItsConnectionLivesOnForTheOtherSideIsAllRight() {
    connection(ConnectionState.DUPLEX, ConnectionState.INBOUND_DUP);
    assertThat(peer.changed(COOLING_TO_COLD).to(new ColdAfterOutbound())).isEmpty();
  }

  @Test
  void aPromotionBeforeTheDelayIsOverIsNoticed() {
    peer.changed(COLD_TO_WARM).ends(WARM, Optional.of(Duration.ofSeconds(30)));
    peer.changed(WARM_TO_COOLING, COOLING_TO_COLD);
    peer.monitored(PeerStatus.COLD, Optional.of(Duration.ofSeconds(30)));
    peer.after(Duration.ofSeconds(29));
    assertNoticed(peer.establishPatiently().to(new RepromoteDelays()), "before the delay is over");
  }

  @Test
  void aDelayThatIsNotTheLongestIsNoticed() {
    peer.changed(COLD_TO_WARM).ends(WARM, Optional.of(Duration.ofSeconds(30)));
    peer.ends(HOT, Optional.empty()).changed(WARM_TO_COOLING, COOLING_TO_COLD);
    peer.monitored(PeerStatus.COLD, Optional.of(Duration.ofSeconds(10)));
    assertNoticed(peer.to(new RepromoteDelays()), "the delay should be [Optional[PT30S]]");
  }

  @Test
  void aDelayWhileItIsCoolingIsNoticed() {
    peer.changed(COLD_TO_WARM).ends(WARM, Optional.empty()).changed(WARM_TO_COOLING);
    peer.monitored(PeerStatus.COOLING, Optional.of(Duration.ofSeconds(10)));
    assertNoticed(peer.to(new RepromoteDelays()), "the delay should be [Optional.empty]");
  }

  @Test
  void anEndThatNobodyIsToldOfIsNoticed() {
    peer.changed(COLD_TO_WARM).ends(WARM, Optional.empty()).changed(WARM_TO_COOLING);
    assertNoticed(peer.to(new MonitoringResults()), "nobody said that 7002 ended");
  }

  @Test
  void anEndThatDidNotHappenIsNoticed() {
    peer.changed(COLD_TO_WARM).ends(WARM, Optional.empty()).monitoring(WARM).monitoring(WARM);
    assertNoticed(peer.to(new MonitoringResults()), "it did not end so");
  }

  @Test
  void aPeerThatIsColdAndOfWhichNobodySaidThatItIsOverIsNoticed() {
    peer.changed(COLD_TO_WARM, COOLING_TO_COLD);
    assertNoticed(peer.to(new MonitoringResults()), "nobody said that it is over");
  }

  @Test
  void aPeerThatIsOverAndNotColdIsNoticed() {
    assertNoticed(peer.changed(COLD_TO_WARM).over().to(new MonitoringResults()), "not cold");
  }

  @Test
  void aWarmInitiatorThatAsksAlthoughItIsToBeQuietIsNoticed() {
    peer.established().activated().after(SECOND).asks(WARM);
    assertNoticed(peer.to(new ControlMessages(SLACK)), "it is to be quiet");
  }

  @Test
  void whatNobodyAskedAnInitiatorToDoIsNoticed() {
    peer.established().activated().after(SECOND).heard(HOT, ControlMessage.TERMINATE);
    assertNoticed(peer.to(new ControlMessages(SLACK)), "nobody asked it to");
  }

  @Test
  void aQuietInitiatorThatHearsTooLateThatItMayGoOnIsNoticed() {
    peer.established().activated().heard(WARM, ControlMessage.QUIESCE).after(SECOND);
    peer.ask(Operation.DEACTIVATE, PeerStatus.HOT).changed(HOT_TO_WARM).done().after(SECOND);
    peer.heard(WARM, ControlMessage.CONTINUE);
    assertNoticed(peer.to(new ControlMessages(SLACK)), "should have heard that before");
  }
}
