package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.RefuseReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two who want to use a connection that the remote side opened, while it is negotiated. */
final class JoiningTest {
  private static final Caller A = Samples.Named.A;
  private static final Caller B = Samples.Named.B;

  @ParameterizedTest(name = "who waits for a handshake: {0}")
  @MethodSource("endsOfAHandshake")
  void waitingForAConnectionThatTheRemoteSideOpened(
      String what, Event event, ConnectionState to, String first, String second) {
    Step asked =
        ConnectionMachine.step(
            Samples.entry(ConnectionState.UNNEGOTIATED_IN), acquire(A), Samples.NOW);
    Step askedTwice = ConnectionMachine.step(asked.entry(), acquire(B), Samples.NOW);

    Step step = ConnectionMachine.step(askedTwice.entry(), event, Samples.NOW);

    assertThat(step.entry().state()).isEqualTo(to);
    assertThat(StepText.answers(step, A)).containsExactly(first);
    assertThat(StepText.answers(step, B)).containsExactly(second);
    assertThat(saysAConnectFailed(step)).as("the waiting branch is silent").isFalse();
  }

  static Stream<Arguments> endsOfAHandshake() {
    DisconnectReason refused =
        new DisconnectReason.HandshakeServer(
            new HandshakeOutcome.Refused(true, new RefuseReason.VersionMismatch(List.of(14L))),
            "we refused");
    DisconnectReason broken =
        new DisconnectReason.HandlerFailed(Failure.of(FailureCategory.REMOTE_CLOSED, "it broke"));
    return Stream.of(
        Arguments.of(
            "duplex",
            new Event.Negotiated(
                new Samples.Handle(Samples.ID, Provenance.INBOUND, DataFlow.DUPLEX)),
            ConnectionState.OUTBOUND_DUP_TICKING,
            "Connected",
            "CONNECTION_EXISTS"),
        Arguments.of(
            "unidirectional",
            new Event.Negotiated(
                new Samples.Handle(Samples.ID, Provenance.INBOUND, DataFlow.UNIDIRECTIONAL)),
            ConnectionState.INBOUND_IDLE_UNI,
            "FORBIDDEN_CONNECTION",
            "FORBIDDEN_CONNECTION"),
        gone("refused", new Event.HandshakeRefused(refused), ConnectionState.TERMINATING),
        gone("broken", new Event.HandshakeBroken(broken), ConnectionState.UNKNOWN),
        gone(
            "a query",
            new Event.HandshakeBroken(new DisconnectReason.Query()),
            ConnectionState.UNKNOWN),
        gone("replaced", new Event.Replaced(), ConnectionState.UNKNOWN),
        gone("pruned", new Event.Pruned(1), ConnectionState.UNKNOWN),
        Arguments.of(
            "shutdown",
            new Event.Shutdown(),
            ConnectionState.UNKNOWN,
            "SHUTTING_DOWN",
            "SHUTTING_DOWN"));
  }

  private static Arguments gone(String what, Event event, ConnectionState to) {
    return Arguments.of(what, event, to, "Disconnected", "Disconnected");
  }

  private static Event acquire(Caller caller) {
    return new Event.Acquire(caller, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  private static boolean saysAConnectFailed(Step step) {
    return step.effects().stream().anyMatch(Mistakes.said(ConnectionTrace.ConnectFailed.class));
  }
}
