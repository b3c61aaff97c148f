package io.tempera.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.Said;
import io.tempera.simulation.SwapTrace;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each check of swaps notices what it is there for. */
final class SwapChecksTest {
  private static final ConnectionId ID = PeerSays.ID;
  private static final int NUMBER = Numbered.number(Temperature.HOT);
  private static final ProtocolKey ASKS = ProtocolKey.of(NUMBER, Direction.INITIATOR);
  private static final ProtocolKey ANSWERS = ProtocolKey.of(NUMBER, Direction.RESPONDER);
  private static final Optional<String> IDLE = Optional.of("StIdle");
  private static final Optional<String> AFRESH = Optional.empty();

  private final List<Said> said = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private SwapChecksTest say(Trace trace) {
    said.add(new Said(now.toNanos(), trace));
    return this;
  }

  private SwapChecksTest after(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  private static String bundle(int version) {
    return "numbered " + version + ".0.0";
  }

  private SwapChecksTest published(int version) {
    return say(
        new ProtocolTrace.Published(
            new HostedProtocol(
                NUMBER, Temperature.HOT, StartMode.ON_DEMAND, 1, bundle(version), 0, true, 0)));
  }

  private SwapChecksTest withdrawn(int version) {
    return say(new ProtocolTrace.Withdrawn(NUMBER, bundle(version)));
  }

  private SwapChecksTest started(ProtocolKey key, int version) {
    return say(new ProtocolTrace.Started(ID, key, bundle(version)));
  }

  private SwapChecksTest asked(ProtocolKey key, int version, boolean restarts) {
    return say(new HandOverTrace.Asked(ID, key, bundle(version), Optional.empty(), restarts));
  }

  private SwapChecksTest handedOver(ProtocolKey key, int from, int to, Optional<String> at) {
    return say(new HandOverTrace.HandedOver(ID, key, bundle(from), bundle(to), at, Duration.ZERO));
  }

  private SwapChecksTest parked(ProtocolKey key, Optional<String> at) {
    return say(new HandOverTrace.Parked(ID, key, at, Duration.ofSeconds(10)));
  }

  private SwapChecksTest graceOver(ProtocolKey key) {
    return say(new HandOverTrace.GraceOver(ID, key));
  }

  private SwapChecksTest failed(ProtocolKey key, int version) {
    return say(new HandOverTrace.Failed(ID, key, bundle(version), Optional.empty()));
  }

  private SwapChecksTest ended(ProtocolKey key, String outcome) {
    return say(new ProtocolTrace.Ended(ID, key, outcome));
  }

  private SwapChecksTest complete(int handedOver, int restarted, int failed) {
    return say(
        new HandOverTrace.Complete(
            NUMBER, Optional.empty(), new Totals(handedOver, restarted, failed), Duration.ZERO));
  }

  private List<String> to(Check check) {
    return check.violations(NodeSettings.defaults(), said);
  }

  private void assertNoticed(Check check, String what) {
    assertThat(to(check)).singleElement().asString().contains(what);
  }

  @Test
  void swapsAsTheyAreToBeAreAllRight() {
    published(1).started(ASKS, 1).started(ANSWERS, 1).published(2);
    asked(ASKS, 1, false).asked(ANSWERS, 1, false);
    handedOver(ASKS, 1, 2, IDLE).handedOver(ANSWERS, 1, 2, IDLE).complete(2, 0, 0);
    withdrawn(2).asked(ASKS, 2, false).asked(ANSWERS, 2, false);
    parked(ASKS, IDLE).parked(ANSWERS, IDLE).after(10).graceOver(ASKS).graceOver(ANSWERS);
    complete(0, 0, 0).ended(ASKS, "nothing implements it any more");
    handedOver(ANSWERS, 2, 1, IDLE).started(ASKS, 1);
    say(new SwapTrace.Counted(List.of(new HandOvers(NUMBER, 0, 0, new Totals(3, 0, 0)))));
    say(new ProtocolTrace.Asked(ID, ASKS, ControlMessage.TERMINATE)).ended(ASKS, "terminated");
    ended(ANSWERS, "done");
    assertThat(to(new HandOverCourses())).isEmpty();
    assertThat(to(new HandOverCounters())).isEmpty();
    assertThat(to(new Swaps())).isEmpty();
  }

  @Test
  void aHalfThatIsHandedOverAndWasNotAskedIsNoticed() {
    started(ASKS, 1).handedOver(ASKS, 1, 2, IDLE).ended(ASKS, "terminated");
    assertNoticed(new HandOverCourses(), "it was RUNNING");
  }

  @Test
  void aHalfThatIsHandedOverTwiceIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, false).handedOver(ASKS, 1, 2, IDLE);
    handedOver(ASKS, 2, 1, IDLE).ended(ASKS, "terminated");
    assertNoticed(new HandOverCourses(), "it was RUNNING");
  }

  @Test
  void aHalfThatTakesOverFromAnotherOneThanRanIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, false).handedOver(ASKS, 3, 2, IDLE).ended(ASKS, "terminated");
    assertNoticed(new HandOverCourses(), "another bundle ran");
  }

  @Test
  void aHalfThatIsAskedInTheNameOfAnotherIsNoticed() {
    started(ASKS, 1).asked(ASKS, 2, false).ended(ASKS, "terminated");
    assertNoticed(new HandOverCourses(), "another bundle runs");
  }

  @Test
  void aHalfThatStartsAgainAlthoughItWasToBeHandedOverIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, false).handedOver(ASKS, 1, 2, AFRESH).ended(ASKS, "done");
    assertNoticed(new HandOverCourses(), "it did not stop so");
  }

  @Test
  void aHalfThatCarriesOnAlthoughItWasToEndIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, true).handedOver(ASKS, 1, 2, IDLE).ended(ASKS, "done");
    assertNoticed(new HandOverCourses(), "it did not stop so");
  }

  @Test
  void aHalfThatIsParkedAtAPointAlthoughItWasToEndIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, true).parked(ASKS, IDLE).ended(ASKS, "done");
    assertNoticed(new HandOverCourses(), "it was to end");
  }

  @Test
  void anInitiatorThatIsTakenOverAfterTheGraceIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, false).parked(ASKS, IDLE).graceOver(ASKS);
    handedOver(ASKS, 1, 2, IDLE).ended(ASKS, "terminated");
    assertNoticed(new HandOverCourses(), "it was OVER");
  }

  @Test
  void aHalfThatFailsAndGoesOnIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, false).failed(ASKS, 1).handedOver(ASKS, 1, 2, IDLE);
    ended(ASKS, "terminated");
    assertNoticed(new HandOverCourses(), "it was FAILED");
  }

  @Test
  void aHalfOfWhichNothingBecomesIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, false);
    assertNoticed(new HandOverCourses(), "left as ASKED");
  }

  @Test
  void countersThatAreNotWhatTheTracesMakeThemAreNoticed() {
    asked(ASKS, 1, false).handedOver(ASKS, 1, 2, IDLE).complete(1, 0, 0);
    say(new SwapTrace.Counted(List.of(new HandOvers(NUMBER, 0, 0, new Totals(2, 0, 0)))));
    assertNoticed(new HandOverCounters(), "the counters are");
  }

  @Test
  void aSumOfWhatIsThroughThatLeavesSomethingOutIsNoticed() {
    asked(ASKS, 1, true).handedOver(ASKS, 1, 2, AFRESH).complete(0, 0, 0);
    assertNoticed(new HandOverCounters(), "were said in all");
  }

  @Test
  void whatIsSaidToBeThroughTwiceIsNoticed() {
    asked(ASKS, 1, false).handedOver(ASKS, 1, 2, IDLE).complete(1, 0, 0).complete(0, 0, 0);
    assertNoticed(new HandOverCounters(), "nothing has happened");
  }

  @Test
  void anInitiatorThatEndsBecauseOfASwapIsNoticed() {
    started(ASKS, 1).asked(ASKS, 1, true).ended(ASKS, "terminated");
    assertNoticed(new Swaps(), "nobody asked it to end");
  }

  @Test
  void anInitiatorThatEndsBeforeTheGraceIsOverIsNoticed() {
    started(ASKS, 1).parked(ASKS, IDLE).ended(ASKS, "nothing implements it any more");
    assertNoticed(new Swaps(), "it has not waited");
  }

  @Test
  void aConnectionThatIsClosedForAHalfWhoseBundleStaysIsNoticed() {
    published(1).started(ANSWERS, 1).published(3).failed(ANSWERS, 1);
    assertNoticed(new Swaps(), "its bundle is there");
  }

  @Test
  void aConnectionThatIsClosedForAHalfThatCouldBeHandedOverIsNoticed() {
    published(1).started(ANSWERS, 1).withdrawn(1).published(2).failed(ANSWERS, 1);
    assertNoticed(new Swaps(), "there was time");
  }

  @Test
  void aConnectionThatIsClosedForAResponderThatNobodyCanCarryOnIsAllRight() {
    published(1).started(ANSWERS, 1).withdrawn(1).published(3).failed(ANSWERS, 1);
    assertThat(to(new Swaps())).isEmpty();
    started(ANSWERS, 4).withdrawn(4).failed(ANSWERS, 4);
    assertThat(to(new Swaps())).isEmpty();
  }

  @Test
  void aConnectionThatIsClosedForAnInitiatorBeforeItsTimeIsOverIsNoticed() {
    published(4).started(ASKS, 4).withdrawn(4).after(7).failed(ASKS, 4);
    assertNoticed(new Swaps(), "there was time");
    said.removeLast();
    assertThat(after(1).failed(ASKS, 4).to(new Swaps())).isEmpty();
  }

  @Test
  void aConnectionThatIsClosedForBytesBeforeTheGraceIsOverIsNoticed() {
    say(new ConnectionTrace.Closed(ID, true, "7013: nothing implements this mini-protocol"));
    assertNoticed(new Swaps(), "nobody has waited in vain");
  }

  @Test
  void aNumberedMiniProtocolThatFailsInAnotherWayIsNoticed() {
    say(new ProtocolTrace.Failed(ID, ASKS, "NullPointerException"));
    assertNoticed(new Swaps(), "it may not fail so");
  }
}
