package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.MuxEnd;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Responders that fail, or cannot be made ready: a connection without them is not left open. */
@Timeout(60)
final class RespondersThatFailTest {
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
  void afterAFailureNothingCountsUntilTheMultiplexerEnds() {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connection.happen(
        new SlotEvent.Failed(
            FakeConnection.responder(8),
            Temperature.ESTABLISHED,
            Failure.of(FailureCategory.REMOTE_MISBEHAVED, "not a message")));
    assertThat(state()).isEqualTo(RemoteState.WARM);

    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));

    assertThat(governor.remoteStates()).isEmpty();
    assertThat(connections.told).containsExactly("promoted");
  }

  @Test
  void aConnectionWhoseRespondersCannotStartIsStoppedAndNotFollowed() {
    connection.startFails = Optional.of(FailureCategory.WRONG_STATE);

    follow();

    assertThat(connection.told).containsExactly("stop");
    assertThat(governor.remoteStates()).isEmpty();
    assertThat(tracer.traces(InboundTrace.ResponderStartFailed.class)).hasSize(1);
    assertThat(tracer.traces(InboundTrace.Transition.class)).isEmpty();
  }

  @Test
  void aResponderThatCannotBeMadeReadyAgainStopsTheConnection() {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connection.startFails = Optional.of(FailureCategory.WRONG_STATE);

    connection.end(8, Temperature.ESTABLISHED);

    assertThat(tracer.traces(InboundTrace.ResponderStartFailed.class)).hasSize(1);
    assertThat(connection.told).containsExactly("start all", "stop");
    assertThat(governor.remoteStates()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHUTTING_DOWN", "REMOTE_CLOSED", "REMOTE_MISBEHAVED"})
  void aResponderThatEndsTogetherWithItsConnectionIsNoReasonToComplain(FailureCategory end) {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connection.startFails = Optional.of(end);

    connection.end(8, Temperature.ESTABLISHED);
    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));

    assertThat(tracer.traces(InboundTrace.ResponderStartFailed.class)).isEmpty();
    assertThat(connection.told).containsExactly("start all");
    assertThat(states()).endsWith("IDLE -> NONE");
    assertThat(governor.remoteStates()).isEmpty();
  }

  @Test
  void aConnectionThatHasEndedBeforeItIsFollowedIsNoReasonToComplain() {
    connection.startFails = Optional.of(FailureCategory.REMOTE_CLOSED);

    follow();

    assertThat(tracer.traces()).singleElement().isInstanceOf(InboundTrace.NewConnection.class);
    assertThat(governor.remoteStates()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorInsteadOfRespondersStopsTheConnection(Error error) {
    connection.startDies = Optional.of(error);

    follow();

    assertThat(connection.told).containsExactly("stop");
    assertThat(governor.remoteStates()).isEmpty();
    assertEachIsSaid(error);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorInsteadOfAnotherStartOfAResponderStopsTheConnection(Error error) {
    follow();
    connection.start(8, Temperature.ESTABLISHED);
    connection.startDies = Optional.of(error);

    connection.end(8, Temperature.ESTABLISHED);

    assertThat(connection.told).containsExactly("start all", "stop");
    assertThat(governor.remoteStates()).isEmpty();
    assertEachIsSaid(error);
  }

  private static List<Error> errors() {
    return List.of(
        new NoClassDefFoundError("org/example/Gone"), new StackOverflowError("too deep"));
  }

  /** By a trace where it is known what it means, otherwise by the runtime. */
  private void assertEachIsSaid(Error error) {
    if (error instanceof LinkageError) {
      assertThat(tracer.traces(InboundTrace.ResponderStartFailed.class))
          .singleElement()
          .satisfies(said -> assertThat(said.text()).contains("org/example/Gone"));
    } else {
      assertThat(runtime.uncaught())
          .singleElement()
          .extracting(Throwable::getCause)
          .isSameAs(error);
    }
  }

  private List<String> states() {
    return tracer.traces(InboundTrace.Transition.class).stream()
        .map(t -> TransitionTable.text(t.from(), t.to()))
        .toList();
  }
}
