package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.RefuseReason;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation makes of an entry, and says, in each of the sixteen states. */
final class ApiResultsTest {
  private static final Caller A = Samples.Named.A;
  private static final Caller B = Samples.Named.B;

  @ParameterizedTest(name = "acquire in {0}")
  @CsvSource({
    "UNKNOWN, RESERVED_OUTBOUND, waits OPEN",
    "RESERVED_OUTBOUND, RESERVED_OUTBOUND, CONNECTION_EXISTS; says ConnectFailed",
    "UNNEGOTIATED_OUT, UNNEGOTIATED_OUT, CONNECTION_EXISTS; says ConnectFailed",
    "UNNEGOTIATED_IN, UNNEGOTIATED_IN, waits JOIN",
    "OUTBOUND_UNI, OUTBOUND_UNI, CONNECTION_EXISTS; says ConnectFailed",
    "OUTBOUND_DUP_TICKING, OUTBOUND_DUP_TICKING, CONNECTION_EXISTS; says ConnectFailed",
    "OUTBOUND_DUP_EXPIRED, OUTBOUND_DUP_EXPIRED, CONNECTION_EXISTS; says ConnectFailed",
    "DUPLEX, DUPLEX, CONNECTION_EXISTS; says ConnectFailed",
    "OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_UNI, FORBIDDEN_OPERATION; says ConnectFailed",
    "OUTBOUND_IDLE_DUP, OUTBOUND_IDLE_DUP, FORBIDDEN_OPERATION; says ConnectFailed",
    "INBOUND_IDLE_UNI, INBOUND_IDLE_UNI, FORBIDDEN_CONNECTION; says ConnectFailed",
    "INBOUND_UNI, INBOUND_UNI, FORBIDDEN_CONNECTION; says ConnectFailed",
    "INBOUND_IDLE_DUP, OUTBOUND_DUP_TICKING, Connected",
    "INBOUND_DUP, DUPLEX, Connected",
    "TERMINATING, TERMINATING, waits RETRY",
    "TERMINATED, TERMINATED, waits RETRY"
  })
  void acquiring(ConnectionState from, ConnectionState to, String result) {
    check(
        from,
        new Event.Acquire(
            Samples.Named.A, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND),
        to,
        result);
  }

  @ParameterizedTest(name = "acquire, only if the remote side opened it, in {0}")
  @CsvSource({
    "UNKNOWN, UNKNOWN, INBOUND_CONNECTION_NOT_FOUND; says ConnectFailed",
    "INBOUND_IDLE_DUP, OUTBOUND_DUP_TICKING, Connected",
    "UNNEGOTIATED_IN, UNNEGOTIATED_IN, waits JOIN",
    "DUPLEX, DUPLEX, CONNECTION_EXISTS; says ConnectFailed"
  })
  void acquiringOnlyWhatTheRemoteSideOpened(
      ConnectionState from, ConnectionState to, String result) {
    check(
        from,
        new Event.Acquire(
            Samples.Named.A, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.INBOUND),
        to,
        result);
  }

  @ParameterizedTest(name = "releaseOutbound in {0}")
  @CsvSource({
    "UNKNOWN, UNKNOWN, Success UNKNOWN",
    "RESERVED_OUTBOUND, RESERVED_OUTBOUND, Unsupported RESERVED_OUTBOUND",
    "UNNEGOTIATED_OUT, UNNEGOTIATED_OUT, Unsupported UNNEGOTIATED_OUT; says ForbiddenOperation",
    "UNNEGOTIATED_IN, UNNEGOTIATED_IN, Unsupported UNNEGOTIATED_IN; says ForbiddenOperation",
    "OUTBOUND_UNI, OUTBOUND_IDLE_UNI, waits RELEASE",
    "OUTBOUND_DUP_TICKING, INBOUND_IDLE_DUP, Success INBOUND_IDLE_DUP",
    "OUTBOUND_DUP_EXPIRED, OUTBOUND_IDLE_DUP, waits RELEASE",
    "DUPLEX, INBOUND_DUP, Success INBOUND_DUP",
    "OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_UNI, Success OUTBOUND_IDLE_UNI",
    "OUTBOUND_IDLE_DUP, OUTBOUND_IDLE_DUP, Success OUTBOUND_IDLE_DUP",
    "INBOUND_IDLE_UNI, INBOUND_IDLE_UNI, Success INBOUND_IDLE_UNI",
    "INBOUND_IDLE_DUP, INBOUND_IDLE_DUP, Success INBOUND_IDLE_DUP",
    "INBOUND_UNI, INBOUND_UNI, Unsupported INBOUND_UNI; says UnexpectedlyFalseAssertion ForbiddenOperation",
    "INBOUND_DUP, INBOUND_DUP, Unsupported INBOUND_DUP; says ForbiddenOperation",
    "TERMINATING, TERMINATING, Success TERMINATING",
    "TERMINATED, TERMINATED, Success TERMINATED"
  })
  void releasing(ConnectionState from, ConnectionState to, String result) {
    check(from, new Event.Release(Samples.Named.A), to, result);
  }

  @ParameterizedTest(name = "promotedToWarmRemote in {0}")
  @CsvSource({
    "UNKNOWN, UNKNOWN, Unsupported UNKNOWN",
    "RESERVED_OUTBOUND, RESERVED_OUTBOUND, Unsupported RESERVED_OUTBOUND",
    "UNNEGOTIATED_OUT, UNNEGOTIATED_OUT, Unsupported UNNEGOTIATED_OUT; says UnexpectedlyFalseAssertion",
    "UNNEGOTIATED_IN, UNNEGOTIATED_IN, Unsupported UNNEGOTIATED_IN; says UnexpectedlyFalseAssertion",
    "OUTBOUND_UNI, OUTBOUND_UNI, Unsupported OUTBOUND_UNI; says UnexpectedlyFalseAssertion",
    "OUTBOUND_DUP_TICKING, DUPLEX, Success DUPLEX",
    "OUTBOUND_DUP_EXPIRED, DUPLEX, Success DUPLEX",
    "OUTBOUND_IDLE_DUP, INBOUND_DUP, Success INBOUND_DUP",
    "OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_UNI, Unsupported OUTBOUND_IDLE_UNI",
    "INBOUND_IDLE_UNI, INBOUND_UNI, Success INBOUND_UNI",
    "INBOUND_IDLE_DUP, INBOUND_DUP, Success INBOUND_DUP",
    "INBOUND_UNI, INBOUND_UNI, Success INBOUND_UNI; says UnexpectedlyFalseAssertion",
    "INBOUND_DUP, INBOUND_DUP, Success INBOUND_DUP; says UnexpectedlyFalseAssertion",
    "DUPLEX, DUPLEX, Success DUPLEX",
    "TERMINATING, TERMINATING, Unsupported TERMINATING",
    "TERMINATED, TERMINATED, Unsupported TERMINATED"
  })
  void theRemoteSideBegins(ConnectionState from, ConnectionState to, String result) {
    check(from, new Event.PromotedToWarmRemote(Samples.Named.A), to, result);
  }

  @ParameterizedTest(name = "demotedToColdRemote in {0}")
  @CsvSource({
    "UNKNOWN, UNKNOWN, Unsupported UNKNOWN",
    "RESERVED_OUTBOUND, RESERVED_OUTBOUND, Unsupported RESERVED_OUTBOUND",
    "UNNEGOTIATED_OUT, UNNEGOTIATED_OUT, Unsupported UNNEGOTIATED_OUT; says UnexpectedlyFalseAssertion",
    "UNNEGOTIATED_IN, UNNEGOTIATED_IN, Unsupported UNNEGOTIATED_IN; says UnexpectedlyFalseAssertion",
    "OUTBOUND_UNI, OUTBOUND_UNI, Unsupported OUTBOUND_UNI; says UnexpectedlyFalseAssertion",
    "OUTBOUND_DUP_TICKING, OUTBOUND_DUP_TICKING, Success OUTBOUND_DUP_TICKING",
    "OUTBOUND_DUP_EXPIRED, OUTBOUND_DUP_EXPIRED, Success OUTBOUND_DUP_EXPIRED",
    "OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_UNI, Success OUTBOUND_IDLE_UNI",
    "OUTBOUND_IDLE_DUP, OUTBOUND_IDLE_DUP, Success OUTBOUND_IDLE_DUP",
    "INBOUND_IDLE_UNI, INBOUND_IDLE_UNI, Success INBOUND_IDLE_UNI",
    "INBOUND_IDLE_DUP, INBOUND_IDLE_DUP, Success INBOUND_IDLE_DUP",
    "INBOUND_UNI, INBOUND_IDLE_UNI, Success INBOUND_IDLE_UNI",
    "INBOUND_DUP, INBOUND_IDLE_DUP, Success INBOUND_IDLE_DUP",
    "DUPLEX, OUTBOUND_DUP_TICKING, Success OUTBOUND_DUP_TICKING",
    "TERMINATING, TERMINATING, Terminated TERMINATING",
    "TERMINATED, TERMINATED, Terminated TERMINATED"
  })
  void theRemoteSideStops(ConnectionState from, ConnectionState to, String result) {
    check(from, new Event.DemotedToColdRemote(Samples.Named.A), to, result);
  }

  @ParameterizedTest(name = "releaseInbound in {0}")
  @CsvSource({
    "UNKNOWN, UNKNOWN, Success COMMIT",
    "RESERVED_OUTBOUND, RESERVED_OUTBOUND, Unsupported RESERVED_OUTBOUND",
    "UNNEGOTIATED_OUT, UNNEGOTIATED_OUT, Unsupported UNNEGOTIATED_OUT",
    "UNNEGOTIATED_IN, UNNEGOTIATED_IN, Unsupported UNNEGOTIATED_IN",
    "OUTBOUND_UNI, OUTBOUND_UNI, Unsupported OUTBOUND_UNI",
    "OUTBOUND_DUP_TICKING, OUTBOUND_DUP_EXPIRED, Success KEEP",
    "OUTBOUND_DUP_EXPIRED, OUTBOUND_DUP_EXPIRED, Success KEEP; says UnexpectedlyFalseAssertion",
    "OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_UNI, Success COMMIT; says UnexpectedlyFalseAssertion",
    "OUTBOUND_IDLE_DUP, OUTBOUND_IDLE_DUP, Success COMMIT; says UnexpectedlyFalseAssertion",
    "INBOUND_IDLE_UNI, TERMINATING, Success COMMIT; says Closed",
    "INBOUND_IDLE_DUP, TERMINATING, Success COMMIT; says Closed",
    "INBOUND_UNI, INBOUND_UNI, Unsupported INBOUND_UNI; says UnexpectedlyFalseAssertion",
    "INBOUND_DUP, INBOUND_DUP, Unsupported INBOUND_DUP; says UnexpectedlyFalseAssertion",
    "DUPLEX, OUTBOUND_DUP_TICKING, Unsupported DUPLEX; says UnexpectedlyFalseAssertion",
    "TERMINATING, TERMINATING, Success COMMIT",
    "TERMINATED, TERMINATED, Unsupported TERMINATED"
  })
  void theRemoteSideLetsItsTimePass(ConnectionState from, ConnectionState to, String result) {
    check(from, new Event.ReleaseInbound(Samples.Named.A), to, result);
  }

  @ParameterizedTest(name = "waitForOutboundDemotion in {0}")
  @CsvSource({
    "UNKNOWN, Demoted",
    "RESERVED_OUTBOUND, waits DEMOTION",
    "UNNEGOTIATED_OUT, waits DEMOTION",
    "UNNEGOTIATED_IN, Demoted",
    "OUTBOUND_UNI, waits DEMOTION",
    "OUTBOUND_DUP_TICKING, waits DEMOTION",
    "OUTBOUND_DUP_EXPIRED, waits DEMOTION",
    "OUTBOUND_IDLE_UNI, waits DEMOTION",
    "OUTBOUND_IDLE_DUP, waits DEMOTION",
    "INBOUND_IDLE_UNI, Demoted",
    "INBOUND_IDLE_DUP, Demoted",
    "INBOUND_UNI, Demoted",
    "INBOUND_DUP, Demoted",
    "DUPLEX, waits DEMOTION",
    "TERMINATING, waits DEMOTION",
    "TERMINATED, Demoted"
  })
  void waitingForTheEndOfTheOutboundSide(ConnectionState state, String result) {
    check(state, new Event.WatchDemotion(Samples.Named.A), state, result);
  }

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
    assertThat(answers(step, A)).containsExactly(first);
    assertThat(answers(step, B)).containsExactly(second);
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

  private static List<String> answers(Step step, Caller to) {
    List<String> answers = new ArrayList<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Answer(Caller caller, Reply reply) && caller == to) {
        answers.add(text(reply));
      }
    }
    return answers;
  }

  private static boolean saysAConnectFailed(Step step) {
    return step.effects().stream().anyMatch(Mistakes.said(ConnectionTrace.ConnectFailed.class));
  }

  /** A second connection between the same two addresses: whatever was there must be dead. */
  @ParameterizedTest(name = "includeInbound over {0}")
  @EnumSource(
      value = ConnectionState.class,
      names = {"UNKNOWN", "RESERVED_OUTBOUND", "TERMINATED"},
      mode = EnumSource.Mode.EXCLUDE)
  void acceptingInPlaceOfAnEntry(ConnectionState from) {
    Registry registry = new Registry(ConnectionMachine::step, List.of(Samples.entry(from)));

    List<Effect> effects = registry.include(A, new StubBearer(Samples.ID), 1);

    assertThat(transitions(new Step(Samples.entry(from), effects)))
        .isEqualTo(from + " -> TERMINATED, TERMINATED -> UNKNOWN, UNKNOWN -> UNNEGOTIATED_IN");
    assertThat(registry.entries()).singleElement().extracting(Entry::id).isEqualTo(2L);
    assertThat(effects.contains(new Effect.Close(1))).isTrue();
  }

  @Test
  void acceptingWhileAConnectionToTheSameAddressIsBeingDialledMakesAnEntryOfItsOwn() {
    Registry registry =
        new Registry(
            ConnectionMachine::step, List.of(Samples.entry(ConnectionState.RESERVED_OUTBOUND)));

    registry.include(A, new StubBearer(Samples.ID), 1);
    assertThat(registry.entries())
        .extracting(Entry::state)
        .containsExactly(ConnectionState.RESERVED_OUTBOUND, ConnectionState.UNNEGOTIATED_IN);

    // The dial got the same two addresses: the reference's updateLocalAddr fails.
    List<Effect> dialled = registry.dialled(1, Samples.ID);
    assertThat(dialled).anyMatch(Mistakes.said(ConnectionTrace.ConnectFailed.class)::test);
    assertThat(registry.entries())
        .extracting(Entry::state)
        .containsExactly(ConnectionState.UNNEGOTIATED_IN);
  }

  @Test
  void atTheLimitNobodyIsAccepted() {
    Registry registry =
        new Registry(
            ConnectionMachine::step, List.of(Samples.entry(ConnectionState.INBOUND_IDLE_UNI)));
    ConnectionId other = new ConnectionId(Samples.LOCAL, new InetSocketAddress("127.0.0.3", 3001));

    List<Effect> effects = registry.include(A, new StubBearer(other), 1);

    assertThat(answers(new Step(registry.entries().getFirst(), effects), A))
        .containsExactly("Disconnected");
    assertThat(effects).contains(new Effect.TurnAway(new StubBearer(other)));
    assertThat(registry.entries()).hasSize(1);
  }

  private static void check(ConnectionState from, Event event, ConnectionState to, String result) {
    Step step = ConnectionMachine.step(Samples.entry(from), event, Samples.NOW);

    assertThat(step.entry().state()).isEqualTo(to);
    assertThat(result(step)).isEqualTo(result);
    assertThat(transitions(step)).isEqualTo(from == to ? "" : from + " -> " + to);
  }

  private static String transitions(Step step) {
    return step.effects().stream()
        .map(effect -> effect instanceof Effect.Say(ConnectionTrace.Transition t) ? t : null)
        .filter(t -> t != null)
        .map(t -> t.from() + " -> " + t.to())
        .collect(Collectors.joining(", "));
  }

  private static String result(Step step) {
    List<String> results =
        new ArrayList<>(
            step.entry().waiting().stream().map(waiting -> "waits " + waiting.kind()).toList());
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Answer(Caller caller, Reply reply)) {
        assertThat(caller).isEqualTo(Samples.Named.A);
        results.add(text(reply));
      }
    }
    String said =
        step.effects().stream()
            .map(effect -> effect instanceof Effect.Say(ConnectionTrace t) ? t : null)
            .filter(trace -> trace != null && !(trace instanceof ConnectionTrace.Transition))
            .map(trace -> trace.getClass().getSimpleName())
            .collect(Collectors.joining(" "));
    return String.join(", ", results) + (said.isEmpty() ? "" : "; says " + said);
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Connection(AcquireResult result) -> result.getClass().getSimpleName();
      case Reply.Failed failed -> {
        assertThat(failed.message()).contains("127.0.0.2:3001");
        yield failed.reason().name();
      }
      case Reply.State(var result) -> text(result);
      case Reply.Verdict(var result) -> text(result);
      case Reply.Again a -> "Again";
      case Reply.Demoted d -> "Demoted";
      case Reply.GivenUp g -> "GivenUp";
    };
  }

  private static String text(OperationResult<?> result) {
    return switch (result) {
      case OperationResult.Success<?>(Object value) -> "Success " + value;
      case OperationResult.Unsupported<?>(ConnectionState state) -> "Unsupported " + state;
      case OperationResult.Terminated<?>(ConnectionState state) -> "Terminated " + state;
    };
  }
}
