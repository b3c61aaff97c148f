package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.Provenance;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.MuxEnd;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of the peer state actions: cooperative, bounded, and with nothing left. */
@Timeout(60)
final class ShutdownTest {
  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;
  private final PeerActions actions = node.actions;

  @Test
  void peersEndTheirProtocolsAndThenTheirConnectionsWithoutDelay() throws Exception {
    PeerConnectionHandle peer = node.hot();
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    assertThat(runtime.elapsed()).isEqualTo(before);
    assertThat(node.connection().end()).contains(new MuxEnd.Stopped());
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.traces())
        .endsWith("warm -> cooling", "monitoring: over", "was hot for 0 ms", "cooling -> cold");
    runtime.run(actions::shutdown);
    runtime.assertNothingLeft();
  }

  @Test
  void aPeerWhoseProtocolsDoNotEndIsClosedAfterTheShutdownTimeout() throws Exception {
    PeerConnectionHandle peer = node.establish();
    node.connection().deaf(8);
    Task closer =
        runtime.start(
            "closes",
            () ->
                assertThatThrownBy(() -> actions.closePeerConnection(peer))
                    .isInstanceOfSatisfying(
                        NoConnectionException.class,
                        thrown ->
                            assertThat(thrown.failure().category())
                                .isEqualTo(FailureCategory.SHUTTING_DOWN)));
    runtime.runUntilIdle();
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    assertThat(runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(10));
    runtime.runUntilIdle();
    assertThat(closer.isDone()).isTrue();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.connection().end()).isPresent();
    runtime.assertNothingLeft();
  }

  @Test
  void whoIsStillConnectingIsToldAtOnceAndNobodyConnectsAnyMore() throws Exception {
    node.connections.beSilent();
    Task caller =
        runtime.start(
            "establishes",
            () ->
                assertThatThrownBy(node::establishBlocking)
                    .hasMessageContaining("the peer state actions are going down"));
    runtime.runUntilIdle();
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    runtime.runUntilIdle();
    assertThat(runtime.elapsed()).isEqualTo(before);
    assertThat(caller.isDone()).isTrue();
    assertThat(
            node.thrownBy(
                () ->
                    actions.establishPeerConnection(
                        new InetSocketAddress("127.0.0.1", 3002),
                        DiffusionMode.INITIATOR_ONLY,
                        Provenance.OUTBOUND)))
        .isInstanceOfSatisfying(
            NoConnectionException.class,
            thrown ->
                assertThat(thrown.failure().category()).isEqualTo(FailureCategory.SHUTTING_DOWN));
    runtime.assertNothingLeft();
  }

  @Test
  void aPeerThatIsBeingGivenBackIsNotWaitedFor() throws Exception {
    PeerConnectionHandle peer = node.establish();
    Task closer = runtime.start("closes", () -> actions.closePeerConnection(peer));
    runtime.advance(Duration.ofSeconds(1));
    Duration before = runtime.elapsed();
    runtime.run(actions::shutdown);
    runtime.runUntilIdle();
    assertThat(runtime.elapsed()).isEqualTo(before);
    assertThat(closer.isDone()).isTrue();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    runtime.assertNothingLeft();
  }
}
