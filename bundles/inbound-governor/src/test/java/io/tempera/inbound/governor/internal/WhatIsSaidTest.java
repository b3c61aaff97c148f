package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.failure.FailureCategory;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traces of the governor, and their order. */
final class WhatIsSaidTest {
  private static final String ID = "127.0.0.1:3001<->127.0.0.2:40001 ";

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final FakeConnections connections = new FakeConnections();
  private final FakeConnection connection = new FakeConnection(runtime, 40_001);
  private final InboundGovernorComponent governor =
      InboundGovernorComponent.of(runtime, tracer, connections, Settings.defaults());

  @AfterEach
  void nothingIsLeft() throws Exception {
    runtime.run(governor::close);
    runtime.assertNothingLeft();
  }

  private void follow() {
    connections.announce(connection);
    runtime.runUntilIdle();
  }

  @Test
  void aResponderIsReadyAgainBeforeTheConnectionManagerHearsThatNobodyUsesTheConnection() {
    follow();
    connection.start(2, Temperature.HOT);
    tracer.clear();

    connection.end(2, Temperature.HOT);

    assertThat(kinds())
        .containsExactly(
            "ResponderRestarted",
            "Transition",
            "Counters",
            "WaitIdleRemote",
            "Transition",
            "Counters");
  }

  @Test
  void whatTheConnectionManagerMakesOfEachStepIsSaid() {
    connections.verdict = new OperationResult.Success<>(InboundVerdict.KEEP);
    follow();
    runtime.advance(Duration.ofSeconds(5));
    connection.start(8, Temperature.ESTABLISHED);
    connections.demotion = new OperationResult.Terminated<>(ConnectionState.TERMINATING);
    connection.end(8, Temperature.ESTABLISHED);
    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.RemoteClosed("in order")));

    assertThat(tracer.lines())
        .contains(
            "DemotedToColdRemote: " + ID + "the remote side's idle time is over: KEEP",
            "PromotedToWarmRemote: " + ID + "the remote side began to use it: INBOUND_DUP",
            "WaitIdleRemote: "
                + ID
                + "the remote side stopped using it: too late, it is TERMINATING",
            "MuxFinished: " + ID + "has ended: the remote side closed the connection in order");
  }

  @Test
  void theCountersAreSaidWhenTheyHaveChangedAndOnlyThen() {
    follow();
    connection.start(2, Temperature.HOT);
    connection.start(4, Temperature.HOT);
    connection.end(4, Temperature.HOT);

    assertThat(tracer.traces(InboundTrace.Counters.class))
        .extracting(InboundTrace.Counters::counters)
        .containsExactly(
            new InboundCounters(1, 0, 0, 0),
            new InboundCounters(0, 0, 1, 0),
            new InboundCounters(0, 0, 0, 1));
  }

  @Test
  void theEndOfAMultiplexerIsSaidWithItsReason() {
    follow();
    connection.happen(
        new SlotEvent.MuxEnded(new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(99))));

    assertThat(tracer.lines())
        .contains(
            "MuxFinished: "
                + ID
                + "has ended: the remote side sent an SDU for mini-protocol 99, which does not run"
                + " here");
  }

  @Test
  void aResponderThatDoesNotStartIsSaidOnceAndTheConnectionNeverFollowed() {
    connection.startFails = Optional.of(FailureCategory.INTERNAL);
    follow();

    assertThat(kinds()).containsExactly("NewConnection", "ResponderStartFailed");
  }

  private List<String> kinds() {
    return tracer.traces().stream().map(trace -> trace.getClass().getSimpleName()).toList();
  }
}
