package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionView;
import io.tempera.handshake.DiffusionMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The reference's unit "overwritten" (framework Test.Ouroboros.Network.ConnectionManager): while we
 * dial, the remote side connects. Its entry takes the place of the reserved one there; here each of
 * the two has an entry, as each is a connection of its own.
 */
@Timeout(60)
final class OverwrittenTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private List<ConnectionState> states() {
    return world.manager.connections().stream().map(ConnectionView::state).toList();
  }

  /** The states to which entries went, with a connection's name or without. */
  private List<ConnectionState> to(Optional<ConnectionId> named) {
    return world.tracer.traces(ConnectionTrace.Transition.class).stream()
        .filter(t -> t.connectionId().equals(named))
        .map(ConnectionTrace.Transition::to)
        .toList();
  }

  @Test
  void anAcceptedConnectionOvertakesTheReservedOneAndIsTheOneThatIsUsed() throws Exception {
    world.network.dropDialsTo(Harness.REMOTE);
    Harness.Pending<AcquireResult> dialling = world.acquire(DiffusionMode.INITIATOR_ONLY);
    assertThat(states()).containsExactly(RESERVED_OUTBOUND);
    world.runtime.advance(Duration.ofSeconds(5));

    ConnectionHandle accepted = Harness.connected(world.include(Harness.REMOTE).value());

    assertThat(states()).containsExactlyInAnyOrder(RESERVED_OUTBOUND, INBOUND_IDLE_DUP);
    assertThat(((ConnectionManagerException) world.acquire().thrown()).reason())
        .as("who dials keeps others from using it")
        .isEqualTo(Reason.CONNECTION_EXISTS);
    assertThat(((ConnectionManagerException) dialling.thrown()).reason())
        .isEqualTo(Reason.CONNECT_FAILED);
    assertThat(states()).containsExactly(INBOUND_IDLE_DUP);
    assertThat(world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER)).isSameAs(accepted);
    assertThat(to(Optional.empty())).containsExactly(RESERVED_OUTBOUND, TERMINATED, UNKNOWN);
    assertThat(to(Optional.of(accepted.connectionId())))
        .containsExactly(UNNEGOTIATED_IN, INBOUND_IDLE_DUP, OUTBOUND_DUP_TICKING);
  }
}
