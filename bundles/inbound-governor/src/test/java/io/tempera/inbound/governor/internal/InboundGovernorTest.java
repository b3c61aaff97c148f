package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The governor on a connection of which the test plays the rest. */
@Timeout(60)
final class InboundGovernorTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final FakeConnections connections = new FakeConnections();
  private final FakeConnection connection = new FakeConnection(runtime, 40_001);
  private final InboundGovernorComponent governor =
      InboundGovernorComponent.of(runtime, tracer, connections, Settings.defaults());

  @AfterEach
  void nothingIsLeft() throws Exception {
    runtime.run(governor::close);
    assertThat(governor.remoteStates()).isEmpty();
    assertThat(connections.isObserved()).isFalse();
    assertThat(connection.isSubscribed()).isFalse();
    runtime.assertNothingLeft();
  }

  private void follow() {
    connections.announce(connection);
    runtime.runUntilIdle();
  }

  private RemoteState state() {
    return governor.remoteStates().get(connection.connectionId());
  }

  @Test
  void aNewConnectionsRespondersAreReadyAndItsIdleTimeRuns() {
    follow();

    assertThat(connection.told).containsExactly("start all");
    assertThat(state()).isEqualTo(RemoteState.IDLE);
    assertThat(governor.counters()).isEqualTo(new InboundCounters(1, 0, 0, 0));
    assertThat(tracer.lines())
        .containsExactly(
            "NewConnection: 127.0.0.1:3001<->127.0.0.2:40001 is new: inbound, UNIDIRECTIONAL",
            "Transition: 127.0.0.1:3001<->127.0.0.2:40001 remote side: not followed -> IDLE",
            "Counters: remote sides: InboundCounters[idle=1, cold=0, warm=0, hot=0]");
  }

  @Test
  void aConnectionThatNobodyUsesIsLetGoAfterTheIdleTime() {
    follow();
    runtime.advance(Duration.ofMillis(4_999));
    assertThat(connections.told).isEmpty();

    runtime.advance(Duration.ofMillis(1));

    assertThat(connections.told).containsExactly("release");
    assertThat(governor.remoteStates()).isEmpty();
  }

  @Test
  void aConnectionThatWeUseStaysAndItsRemoteSideMayBeginLater() {
    connections.verdict = new OperationResult.Success<>(InboundVerdict.KEEP);
    follow();
    runtime.advance(Duration.ofSeconds(5));
    assertThat(state()).isEqualTo(RemoteState.COLD);

    connection.start(8, Temperature.ESTABLISHED);

    assertThat(state()).isEqualTo(RemoteState.WARM);
    assertThat(connections.told).containsExactly("release", "promoted");
  }

  @Test
  void theFirstResponderWakesTheConnectionAndStopsItsIdleTime() {
    follow();
    runtime.advance(Duration.ofSeconds(4));

    connection.start(8, Temperature.ESTABLISHED);
    runtime.advance(Duration.ofSeconds(60));

    assertThat(state()).isEqualTo(RemoteState.WARM);
    assertThat(connections.told).containsExactly("promoted");
  }

  @Test
  void aHotResponderThatStartsFirstMakesItWarmAndThenHot() {
    follow();
    tracer.clear();

    connection.start(2, Temperature.HOT);

    assertThat(states()).containsExactly("IDLE -> WARM", "WARM -> HOT");
    assertThat(connections.told).containsExactly("promoted");
  }

  @Test
  void theLastHotResponderThatEndsMakesItWarmAndThenIdleForANewIdleTime() {
    follow();
    connection.start(2, Temperature.HOT);
    connection.start(4, Temperature.HOT);
    connection.end(4, Temperature.HOT);
    assertThat(state()).isEqualTo(RemoteState.HOT);
    tracer.clear();

    connection.end(2, Temperature.HOT);

    assertThat(states()).containsExactly("HOT -> WARM", "WARM -> IDLE");
    assertThat(connection.told).containsExactly("start all", "start 4", "start 2");
    assertThat(connections.told).containsExactly("promoted", "demoted");
    runtime.advance(Duration.ofMillis(4_999));
    assertThat(state()).isEqualTo(RemoteState.IDLE);
    runtime.advance(Duration.ofMillis(1));
    assertThat(governor.remoteStates()).isEmpty();
  }

  @Test
  void keepAliveAloneKeepsAConnectionWarm() {
    follow();
    connection.start(2, Temperature.HOT);
    connection.start(8, Temperature.ESTABLISHED);

    connection.end(2, Temperature.HOT);
    runtime.advance(Duration.ofSeconds(60));

    assertThat(state()).isEqualTo(RemoteState.WARM);
  }

  @Test
  void aRemoteSideThatComesBackWithinItsIdleTimeIsPromotedAgain() {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connection.end(8, Temperature.ESTABLISHED);
    connection.start(8, Temperature.ESTABLISHED);
    runtime.advance(Duration.ofSeconds(60));

    assertThat(state()).isEqualTo(RemoteState.WARM);
    assertThat(connections.told).containsExactly("promoted", "demoted", "promoted");
  }

  @Test
  void aDemotionOfAConnectionThatIsEndingBeginsNoIdleTime() {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connections.demotion = new OperationResult.Terminated<>(ConnectionState.TERMINATING);

    connection.end(8, Temperature.ESTABLISHED);
    runtime.advance(Duration.ofSeconds(60));

    assertThat(connections.told).containsExactly("promoted", "demoted");
    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
    assertThat(governor.remoteStates()).isEmpty();
  }

  @Test
  void aResponderThatRanBeforeItWasFollowedIsMadeReadyAgainAndNotCounted() {
    follow();

    connection.end(8, Temperature.ESTABLISHED);

    assertThat(connection.told).containsExactly("start all", "start 8");
    assertThat(connections.told).isEmpty();
    assertThat(state()).isEqualTo(RemoteState.IDLE);
  }

  @Test
  void anInitiatorOfOursIsNoSignOfTheRemoteSide() {
    follow();

    connection.happen(
        new SlotEvent.Started(new ProtocolKey(8, Direction.INITIATOR), Temperature.ESTABLISHED));

    assertThat(state()).isEqualTo(RemoteState.IDLE);
  }

  @Test
  void aConnectionThatIsAnnouncedAgainKeepsItsRunningTimer() {
    follow();
    runtime.advance(Duration.ofSeconds(3));

    follow();
    runtime.advance(Duration.ofSeconds(2));

    assertThat(connection.told).containsExactly("start all");
    assertThat(connections.told).containsExactly("release");
  }

  @Test
  void aNewConnectionBetweenTheSameAddressesIsFollowedInItsPlace() {
    follow();
    FakeConnection second = new FakeConnection(runtime, 40_001);
    connections.announce(second);
    runtime.runUntilIdle();
    second.start(8, Temperature.ESTABLISHED);

    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));

    assertThat(state()).isEqualTo(RemoteState.WARM);
  }

  @Test
  void twoConnectionsAreFollowedEachForItself() {
    FakeConnection second = new FakeConnection(runtime, 40_002);
    follow();
    connections.announce(second);
    runtime.runUntilIdle();
    connection.start(2, Temperature.HOT);

    assertThat(governor.remoteStates().values()).containsExactly(RemoteState.HOT, RemoteState.IDLE);
    assertThat(governor.counters()).isEqualTo(new InboundCounters(1, 0, 0, 1));
  }

  @Test
  void theNewConnectionBetweenTheSameAddressesBeginsWhenTheOldOneIsOver() {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    FakeConnection second = new FakeConnection(runtime, 40_001);

    connections.announce(second);
    runtime.runUntilIdle();

    assertThat(states())
        .containsExactly("NONE -> IDLE", "IDLE -> WARM", "WARM -> NONE", "NONE -> IDLE");
    assertThat(governor.counters()).isEqualTo(new InboundCounters(1, 0, 0, 0));
    assertThat(connection.isSubscribed()).isFalse();
  }

  @Test
  void whatHappensOnAConnectionThatIsNoLongerFollowedChangesNothing() {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connection.tell(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
    connection.tell(new SlotEvent.Started(FakeConnection.responder(2), Temperature.HOT));
    connection.end(8, Temperature.ESTABLISHED);
    connections.told.clear();
    tracer.clear();

    connection.end(8, Temperature.ESTABLISHED);
    runtime.advance(Duration.ofSeconds(60));

    assertThat(connection.told).containsExactly("start all");
    assertThat(connections.told).isEmpty();
    assertThat(tracer.traces()).isEmpty();
    assertThat(governor.counters()).isEqualTo(new InboundCounters(0, 0, 0, 0));
  }

  @Test
  void theEndStopsWhatWasFollowed() throws Exception {
    follow();
    connection.start(8, Temperature.ESTABLISHED);

    runtime.run(governor::close);

    assertThat(connection.told).containsExactly("start all", "stop");
    assertThat(states()).endsWith("WARM -> NONE");
    assertThat(governor.counters()).isEqualTo(new InboundCounters(0, 0, 0, 0));
  }

  private List<String> states() {
    return tracer.traces(InboundTrace.Transition.class).stream()
        .map(t -> TransitionTable.text(t.from(), t.to()))
        .toList();
  }
}
