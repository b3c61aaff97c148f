package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A remote address with connections to two of our addresses: the first one is closed already. */
final class WhichConnectionIsUsedTest {
  private static final ConnectionId OTHER =
      new ConnectionId(new InetSocketAddress("127.0.0.3", 3001), Samples.REMOTE);

  private static final Event.Acquire ACQUIRE =
      new Event.Acquire(
          Samples.Named.A, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);

  /** The second one. */
  private static Entry younger(ConnectionState state) {
    Entry same = Samples.entry(state);
    return new Entry(
        2,
        Samples.REMOTE,
        state == ConnectionState.RESERVED_OUTBOUND ? Optional.empty() : Optional.of(OTHER),
        state,
        same.handle(),
        same.lingers(),
        same.holders(),
        same.round(),
        same.waiting());
  }

  private static Registry registry(ConnectionState older, ConnectionState younger) {
    return new Registry(ConnectionMachine::step, List.of(Samples.entry(older), younger(younger)));
  }

  private static List<Waiting> waiting(Registry registry, int index) {
    return registry.entries().get(index).waiting();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UNKNOWN", "TERMINATING", "TERMINATED"})
  void nobodyWaitsForTheEndOfOneWhileThereIsAnother(ConnectionState state) {
    Registry registry = registry(ConnectionState.TERMINATING, state);

    registry.acquire(Samples.REMOTE, ACQUIRE);

    assertThat(waiting(registry, 0)).isEmpty();
  }

  @Test
  void oneThatIsNegotiatedIsJoined() {
    Registry registry = registry(ConnectionState.TERMINATING, ConnectionState.UNNEGOTIATED_IN);

    registry.acquire(Samples.REMOTE, ACQUIRE);

    assertThat(waiting(registry, 1))
        .containsExactly(new Waiting(Samples.Named.A, Waiting.Kind.JOIN));
  }

  @Test
  void whereBothAreClosedTheEndOfTheOlderOneIsWaitedFor() {
    Registry registry = registry(ConnectionState.TERMINATING, ConnectionState.TERMINATING);

    registry.acquire(Samples.REMOTE, ACQUIRE);

    assertThat(waiting(registry, 0))
        .containsExactly(new Waiting(Samples.Named.A, Waiting.Kind.RETRY));
  }
}
