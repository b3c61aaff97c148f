package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who wants to use a connection and gets none is thrown why. */
@Timeout(60)
final class NoConnectionTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void aSecondAcquireFindsThatThereIsOne() {
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    ConnectionManagerException thrown = failed(world.acquire());

    assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_EXISTS);
    assertThat(thrown).hasMessageContaining("127.0.0.2:3001").hasMessageContaining("release it");
    assertThat(world.tracer.traces(ConnectionTrace.ConnectFailed.class)).hasSize(1);
  }

  @Test
  void aRemoteSideThatDoesNotListenIsAnErrorThatSaysSo() {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.2", 9);

    ConnectionManagerException thrown =
        failed(
            world.begin(
                "acquire",
                () ->
                    world.manager.acquireOutbound(
                        nobody, DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND)));

    assertThat(thrown.reason()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(thrown).hasMessageContaining("127.0.0.2:9");
    assertThat(world.history(nobody))
        .containsExactly(UNKNOWN, RESERVED_OUTBOUND, TERMINATED, UNKNOWN);
    assertThat(world.said(ConnectionTrace.ConnectFailed.class).remote()).isEqualTo(nobody);
  }

  @Test
  void aRemoteSideThatDoesNotAnswerIsGivenUpAfterTheConnectTimeout() {
    world.network.dropDialsTo(Harness.REMOTE);
    Duration before = world.runtime.elapsed();

    ConnectionManagerException thrown = failed(world.acquire());

    assertThat(thrown.reason()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(thrown.failure().category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(world.runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void onlyAConnectionOfTheRemoteSidesWasWantedAndThereIsNone() {
    ConnectionManagerException thrown =
        failed(
            world.begin(
                "acquire",
                () ->
                    world.manager.acquireOutbound(
                        Harness.REMOTE,
                        DiffusionMode.INITIATOR_AND_RESPONDER,
                        Provenance.INBOUND)));

    assertThat(thrown.reason()).isEqualTo(Reason.INBOUND_CONNECTION_NOT_FOUND);
    assertThat(world.manager.connections()).isEmpty();
  }

  private static ConnectionManagerException failed(Harness.Pending<AcquireResult> pending) {
    assertThat(pending.thrown()).isInstanceOf(ConnectionManagerException.class);
    return (ConnectionManagerException) pending.thrown();
  }
}
