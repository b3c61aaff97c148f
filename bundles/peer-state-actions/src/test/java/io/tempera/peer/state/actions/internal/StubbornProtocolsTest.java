package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.MuxEnd;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionTimeoutException.DeactivationTimeout;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mini-protocols that ignore TERMINATE cost their own connection, and never the node. */
@Timeout(60)
final class StubbornProtocolsTest {
  private static final InetSocketAddress OTHER = new InetSocketAddress("127.0.0.1", 3002);

  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;

  @Test
  void othersGoThroughAllTheirTemperaturesMeanwhile() throws Exception {
    PeerConnectionHandle stubborn = node.hot();
    node.connection().deaf(3);
    Task demoting =
        runtime.start(
            "deactivates",
            () ->
                assertThatThrownBy(() -> node.deactivate(stubborn))
                    .isInstanceOf(DeactivationTimeout.class));
    runtime.runUntilIdle();
    PeerConnectionHandle other = establishOther();
    runtime.run(() -> node.actions.activatePeerConnection(other));
    runtime.run(() -> node.actions.deactivatePeerConnection(other));
    runtime.run(() -> node.actions.closePeerConnection(other));
    runtime.run(() -> other.awaitStatusOtherThan(PeerStatus.COOLING));
    assertThat(other.status()).isEqualTo(PeerStatus.COLD);
    assertThat(stubborn.status()).isEqualTo(PeerStatus.HOT);
    assertThat(demoting.isDone()).isFalse();
    runtime.advance(Duration.ofSeconds(300));
    assertThat(demoting.isDone()).isTrue();
    assertThat(stubborn.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.connection().end()).contains(new MuxEnd.Stopped());
    node.assertNothingLeft();
  }

  @Test
  void aNodeThatGoesDownEndsTheOthersAtOnceAndTheirsAtTheTimeLimit() throws Exception {
    PeerConnectionHandle stubborn = node.hot();
    node.connection().deaf(3);
    PeerConnectionHandle other = establishOther();
    Task demoting =
        runtime.start(
            "deactivates",
            () ->
                assertThatThrownBy(() -> node.deactivate(stubborn))
                    .isInstanceOfSatisfying(
                        NoConnectionException.class,
                        thrown ->
                            assertThat(thrown.failure().category())
                                .isEqualTo(FailureCategory.SHUTTING_DOWN)));
    runtime.runUntilIdle();
    Duration before = runtime.elapsed();
    Task down = runtime.start("goes down", node.actions::shutdown);
    runtime.runUntilIdle();
    assertThat(other.status()).isEqualTo(PeerStatus.COLD);
    assertThat(down.isDone()).isFalse();
    runtime.advance(Duration.ofSeconds(10));
    assertThat(runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(10));
    assertThat(down.isDone()).isTrue();
    assertThat(demoting.isDone()).isTrue();
    assertThat(stubborn.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.connection().end()).isPresent();
    node.assertNothingLeft();
  }

  private PeerConnectionHandle establishOther() throws Exception {
    return runtime.call(
        () ->
            node.actions.establishPeerConnection(
                OTHER, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
  }
}
