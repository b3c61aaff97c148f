package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the entries when a connection is accepted. */
final class AcceptingTest {
  private static final Caller A = Samples.Named.A;

  /** A second connection between the same two addresses: whatever was there must be dead. */
  @ParameterizedTest(name = "includeInbound over {0}")
  @EnumSource(
      value = ConnectionState.class,
      names = {"UNKNOWN", "RESERVED_OUTBOUND", "TERMINATED"},
      mode = EnumSource.Mode.EXCLUDE)
  void acceptingInPlaceOfAnEntry(ConnectionState from) {
    Registry registry = new Registry(ConnectionMachine::step, List.of(Samples.entry(from)));

    List<Effect> effects = registry.include(A, new StubBearer(Samples.ID), 1);

    assertThat(StepText.transitions(new Step(Samples.entry(from), effects)))
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

    assertThat(StepText.answers(new Step(registry.entries().getFirst(), effects), A))
        .containsExactly("Disconnected");
    assertThat(effects).contains(new Effect.TurnAway(new StubBearer(other)));
    assertThat(registry.entries()).hasSize(1);
  }
}
