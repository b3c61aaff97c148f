package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operation makes of an entry, and says, in each of the sixteen states. */
final class ApiResultsTest {
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

  private static void check(ConnectionState from, Event event, ConnectionState to, String result) {
    Step step = ConnectionMachine.step(Samples.entry(from), event, Samples.NOW);

    assertThat(step.entry().state()).isEqualTo(to);
    assertThat(StepText.result(step)).isEqualTo(result);
    assertThat(StepText.transitions(step)).isEqualTo(from == to ? "" : from + " -> " + to);
  }
}
