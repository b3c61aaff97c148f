package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionTimeoutException.DeactivationTimeout;
import io.tempera.peer.PeerStatus;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who asks for what is under way gets its outcome; who asks for what cannot be is told at once.
 * Each on a task of its own, on virtual time.
 */
@Timeout(60)
final class ConcurrentCallersTest {
  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;
  private final List<Object> outcomes = new ArrayList<>();

  @Test
  void thoseWhoEstablishTheSamePeerGetTheSameHandle() {
    start(node::establishBlocking);
    start(node::establishBlocking);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(outcomes).hasSize(2).allMatch(PeerConnectionHandle.class::isInstance);
    assertThat(outcomes.get(0)).isSameAs(outcomes.get(1));
  }

  @Test
  void whoEstablishesItWithOtherWishesMeanwhileIsToldAtOnce() {
    start(node::establishBlocking);
    start(
        () ->
            node.actions.establishPeerConnection(
                PeerHarness.REMOTE, DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));
    assertThat(runtime.elapsed()).isZero();
    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            NoConnectionException.class,
            told -> assertThat(told).hasMessageContaining("with other wishes"));
  }

  @Test
  void thoseWhoDeactivateShareItsOutcomeAlsoWhenItFails() throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().deaf(3);
    start(() -> node.deactivate(peer));
    runtime.advance(Duration.ofSeconds(200));
    start(() -> node.deactivate(peer));
    runtime.advance(Duration.ofSeconds(99));
    assertThat(outcomes).isEmpty();
    runtime.advance(Duration.ofSeconds(1));
    assertThat(outcomes).hasSize(2).allMatch(DeactivationTimeout.class::isInstance);
  }

  @Test
  void whoActivatesAHotPeerIsToldAtOnceAndItStaysHot() throws Exception {
    PeerConnectionHandle peer = node.hot();
    start(() -> node.activate(peer));
    assertThat(outcomes).singleElement().isInstanceOf(ColdActivationException.class);
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
  }

  private void start(Callable<?> call) {
    runtime.start(
        "calls",
        () -> {
          try {
            outcomes.add(call.call());
          } catch (Exception thrown) {
            outcomes.add(thrown);
          }
        });
    runtime.runUntilIdle();
  }
}
