package io.tempera.simulation.check;

import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.OUTBOUND_UNI;
import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.TERMINATING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_IN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.OperationResult;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.trace.Trace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check notices what it is there for; a check that notices nothing would pass everything. */
final class ChecksTest {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("10.0.0.1", 3001), new InetSocketAddress("10.0.0.2", 3001));

  private final List<Said> said = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private void say(Trace trace) {
    said.add(new Said(now.toNanos(), trace));
  }

  private void move(ConnectionState... states) {
    for (int i = 1; i < states.length; i++) {
      Optional<ConnectionId> id =
          states[i] == RESERVED_OUTBOUND ? Optional.empty() : Optional.of(ID);
      say(new ConnectionTrace.Transition(ID.remote(), id, states[i - 1], states[i]));
    }
  }

  private void count(int duplex, int inbound, int outbound) {
    say(new ConnectionTrace.Counters(new ConnectionCounters(0, duplex, 0, inbound, outbound, 0)));
  }

  private void remote(RemoteState from, RemoteState to) {
    say(new InboundTrace.Transition(ID, Optional.ofNullable(from), Optional.ofNullable(to)));
  }

  private List<String> violations() {
    return Check.all().stream()
        .flatMap(check -> check.violations(NodeSettings.defaults(), said).stream())
        .toList();
  }

  @Test
  void aWholeLifeIsAllRight() {
    move(UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_OUT);
    count(0, 0, 1);
    move(UNNEGOTIATED_OUT, OUTBOUND_DUP_TICKING, INBOUND_IDLE_DUP);
    count(1, 1, 0);
    remote(null, RemoteState.IDLE);
    remote(RemoteState.IDLE, null);
    move(INBOUND_IDLE_DUP, TERMINATED, UNKNOWN);
    count(0, 0, 0);
    assertThat(violations()).isEmpty();
  }

  @Test
  void aTransitionThatTheReferenceDoesNotHaveIsNoticed() {
    move(UNKNOWN, RESERVED_OUTBOUND, INBOUND_IDLE_DUP, TERMINATED, UNKNOWN);
    assertThat(violations()).singleElement().asString().contains("is not permitted");
  }

  @Test
  void aChainWithAGapIsNoticed() {
    move(UNKNOWN, UNNEGOTIATED_IN);
    move(INBOUND_IDLE_DUP, TERMINATED, UNKNOWN);
    assertThat(violations()).first().asString().contains("was UNNEGOTIATED_IN before");
  }

  @Test
  void aChainWithoutAnEndIsNoticed() {
    move(UNKNOWN, UNNEGOTIATED_IN);
    count(0, 1, 0);
    assertThat(violations()).singleElement().asString().contains("is left as UNNEGOTIATED_IN");
  }

  @Test
  void aRemoteSideThatGoesWhereItMayNotIsNoticed() {
    remote(null, RemoteState.IDLE);
    remote(RemoteState.IDLE, RemoteState.WARM);
    remote(RemoteState.WARM, RemoteState.COLD);
    remote(RemoteState.COLD, null);
    assertThat(violations()).singleElement().asString().contains("is not permitted");
  }

  @Test
  void aWrongCounterIsNoticed() {
    move(UNKNOWN, UNNEGOTIATED_IN);
    count(0, 2, 0);
    move(UNNEGOTIATED_IN, TERMINATED, UNKNOWN);
    count(0, 0, 0);
    assertThat(violations()).singleElement().asString().contains("inbound=1");
  }

  @Test
  void moreInboundConnectionsThanThereMayBeAreNoticed() {
    move(UNKNOWN, UNNEGOTIATED_IN);
    move(UNKNOWN, UNNEGOTIATED_IN);
    count(0, 2, 0);
    assertThat(
            new Counters()
                .violations(NodeSettings.defaults().withDoor(NodeSettings.Door.of(1)), said))
        .singleElement()
        .asString()
        .contains("more than 1 inbound");
  }

  @Test
  void aStateThatIsLeftTooLateIsNoticedAlsoWhenItsTimeBeganInAnotherOne() {
    move(UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_OUT, OUTBOUND_DUP_TICKING);
    now = Duration.ofSeconds(3);
    move(OUTBOUND_DUP_TICKING, INBOUND_IDLE_DUP);
    now = Duration.ofSeconds(6);
    move(INBOUND_IDLE_DUP, TERMINATED, UNKNOWN);
    assertThat(violations()).singleElement().asString().contains("later than", "inbound idle");
  }

  static Stream<Trace> forbidden() {
    OperationResult<ConnectionState> unsupported = new OperationResult.Unsupported<>(OUTBOUND_UNI);
    return Stream.of(
        new ConnectionTrace.ForbiddenOperation(ID, "releaseOutbound", UNNEGOTIATED_IN),
        new ConnectionTrace.UnexpectedlyFalseAssertion(ID, "releaseOutbound", UNNEGOTIATED_IN),
        new ConnectionTrace.PolicyFailed("one", Failure.of(FailureCategory.INTERNAL, "it threw")),
        new InboundTrace.ResponderStartFailed(ID, "it is registered twice"),
        new InboundTrace.PromotedToWarmRemote(ID, unsupported),
        new InboundTrace.WaitIdleRemote(ID, unsupported),
        new InboundTrace.DemotedToColdRemote(ID, new OperationResult.Unsupported<>(OUTBOUND_UNI)));
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void whatIsForbiddenIsNoticed(Trace trace) {
    say(trace);
    assertThat(violations()).singleElement().asString().contains("should not happen");
  }

  @Test
  void theGovernorMayComeTooLateForAConnectionThatHasJustEnded() {
    say(new InboundTrace.PromotedToWarmRemote(ID, new OperationResult.Unsupported<>(UNKNOWN)));
    assertThat(violations()).isEmpty();
  }

  @Test
  void countersThatAreNotSaidInTheEndAreNoticed() {
    move(UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_OUT);
    count(0, 0, 1);
    move(UNNEGOTIATED_OUT, TERMINATED, UNKNOWN);
    assertThat(violations()).singleElement().asString().contains("the last counters are");
  }

  @Test
  void countersOfRemoteSidesThatWereNeverSoAreNoticed() {
    remote(null, RemoteState.IDLE);
    say(new InboundTrace.Counters(new InboundCounters(0, 0, 1, 0)));
    remote(RemoteState.IDLE, null);
    say(new InboundTrace.Counters(new InboundCounters(0, 0, 0, 0)));
    assertThat(violations()).singleElement().asString().contains("was never so");
  }

  @Test
  void countersOfRemoteSidesThatAreWrongInTheEndAreNoticed() {
    remote(null, RemoteState.IDLE);
    say(new InboundTrace.Counters(new InboundCounters(1, 0, 0, 0)));
    remote(RemoteState.IDLE, null);
    assertThat(violations()).singleElement().asString().contains("the last are");
  }

  @Test
  void aRefusedHandshakeThatLingersIsNoticed() {
    move(UNKNOWN, UNNEGOTIATED_IN, TERMINATING);
    now = Duration.ofSeconds(5);
    move(TERMINATING, TERMINATED, UNKNOWN);
    count(0, 0, 0);
    assertThat(violations()).singleElement().asString().contains("later than", "time-wait");
  }
}
