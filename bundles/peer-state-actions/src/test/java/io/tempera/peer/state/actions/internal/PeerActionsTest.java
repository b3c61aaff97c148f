package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.Failure;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.ExitPolicy;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionTimeoutException.DeactivationTimeout;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service on virtual time: waits, time limits, traces, and that nothing is left. */
@Timeout(60)
final class PeerActionsTest {
  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;
  private final PeerActions actions = node.actions;

  @Test
  void aPeerGoesFromColdToHotAndBackAndEachStepIsTraced() throws Exception {
    PeerConnectionHandle peer = node.establish();
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
    assertThat(peer).hasToString("127.0.0.1:40000<->127.0.0.1:3001 (WARM)");
    assertThat(peer.peerSharing()).isTrue();
    assertThat(peer.promotedHotTime()).isEmpty();
    assertThat(actions.peers()).containsExactly(peer);

    runtime.run(() -> actions.activatePeerConnection(peer));
    assertThat(node.connection().running()).containsExactly(2, 3, 4, 8);
    assertThat(peer.promotedHotTime()).contains(Instant.parse("2026-01-01T00:00:00.050Z"));
    runtime.advance(Duration.ofSeconds(1));
    runtime.run(() -> actions.deactivatePeerConnection(peer));
    assertThat(node.connection().running()).containsExactly(8);
    assertThat(peer.promotedHotTime()).isEmpty();

    runtime.run(() -> actions.closePeerConnection(peer));
    assertThat(runtime.elapsed()).isEqualTo(Duration.ofMillis(6_050));
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
    runtime.advance(Duration.ofSeconds(60));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.traces())
        .containsExactly(
            "cold -> warm",
            "warm -> hot",
            "monitoring: HOT 2 ended: terminated",
            "hot -> warm",
            "was hot for 1000 ms",
            "warm -> cooling",
            "monitoring: over",
            "cooling -> cold");
    node.assertNothingLeft();
  }

  @Test
  void aHotPeerIsClosedAndTheTimeItWasHotIsToldWhenItIsCold() throws Exception {
    PeerConnectionHandle peer = node.hot();
    runtime.run(() -> actions.closePeerConnection(peer));
    runtime.advance(FakeConnections.TIME_WAIT);
    assertThat(node.traces())
        .endsWith("warm -> cooling", "monitoring: over", "was hot for 65000 ms", "cooling -> cold");
    node.assertNothingLeft();
  }

  @Test
  void aDeactivationThatTakesMoreThan300SecondsCostsTheConnection() throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().deaf(3);
    Duration before = runtime.elapsed();
    assertThat(node.thrownBy(() -> node.deactivate(peer)))
        .isInstanceOf(DeactivationTimeout.class)
        .hasMessageContaining("did not end within 300 s");
    assertThat(runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(300));
    runtime.runUntilIdle();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.traces())
        .containsSubsequence(
            "hot -> cooling failed: it took longer than 300 s (deactivate.timeout)",
            "was hot for 300000 ms",
            "monitoring failed: The hot mini-protocols of "
                + peer.connectionId()
                + " did not end within 300 s (deactivate.timeout); its connection is closed");
    node.assertNothingLeft();
  }

  @Test
  void aCloseThatTakesMoreThan120SecondsEndsTheMultiplexerAndSucceeds() throws Exception {
    PeerConnectionHandle peer = node.establish();
    node.connection().deaf(8);
    Duration before = runtime.elapsed();
    runtime.run(() -> actions.closePeerConnection(peer));
    assertThat(runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(120));
    assertThat(node.connection().end()).isPresent();
    assertThat(node.connections.released()).isEmpty();
    runtime.runUntilIdle();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    node.assertNothingLeft();
  }

  @Test
  void aTimerKeepsTheSettingItStartedWith() throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().deaf(3);
    Task deactivating =
        runtime.start(
            "deactivates",
            () -> {
              try {
                actions.deactivatePeerConnection(peer);
              } catch (DeactivationTimeout expected) {
                assertThat(expected).hasMessageContaining("within 300 s");
              }
            });
    runtime.runUntilIdle();
    node.settings = PeerSettings.ofSeconds(1, 1, 1, 1);
    runtime.advance(Duration.ofSeconds(299));
    assertThat(deactivating.isDone()).isFalse();
    runtime.advance(Duration.ofSeconds(1));
    assertThat(deactivating.isDone()).isTrue();
    runtime.assertNothingLeft();
  }

  @Test
  void aCallerThatIsInterruptedLeavesTheTransitionGoing() throws Exception {
    PeerConnectionHandle peer = node.establish();
    Task closer =
        runtime.start(
            "closes",
            () ->
                assertThatThrownBy(() -> actions.closePeerConnection(peer))
                    .isInstanceOf(InterruptedException.class));
    runtime.advance(Duration.ofSeconds(1));
    closer.interrupt();
    closer.join();
    assertThat(peer.status()).isEqualTo(PeerStatus.COOLING);
    runtime.advance(Duration.ofSeconds(64));
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    node.assertNothingLeft();
  }

  @Test
  void everybodyWhoClosesWaitsForTheSameClose() throws Exception {
    PeerConnectionHandle peer = node.establish();
    List<Duration> done = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runtime.start(
          "closes",
          () -> {
            actions.closePeerConnection(peer);
            done.add(runtime.elapsed());
          });
      runtime.advance(Duration.ofSeconds(1));
    }
    runtime.advance(Duration.ofSeconds(70));
    Duration released = FakeConnections.DIAL.plus(FakeConnections.OUTBOUND_IDLE);
    assertThat(done).containsExactly(released, released, released);
    assertThat(node.connections.released()).hasSize(1);
    node.assertNothingLeft();
  }

  @Test
  void aPeerIsEstablishedAnewOnceItIsColdAndTheOldHandleStaysCold() throws Exception {
    PeerConnectionHandle first = node.establish();
    runtime.run(() -> actions.closePeerConnection(first));
    assertThat(node.thrownBy(node::establishBlocking))
        .isInstanceOf(NoConnectionException.class)
        .hasMessageContaining("wait until it is COLD");
    PeerStatus next = runtime.call(() -> first.awaitStatusOtherThan(PeerStatus.COOLING));
    assertThat(next).isEqualTo(PeerStatus.COLD);
    PeerConnectionHandle second = node.establish();
    assertThat(second).isNotSameAs(first);
    assertThat(second.status()).isEqualTo(PeerStatus.WARM);
    assertThat(first.status()).isEqualTo(PeerStatus.COLD);
    assertThat(actions.peers()).containsExactly(second);
  }

  @Test
  void aPeerWithoutAnyProtocolIsWarmAndHotAndClosed() throws Exception {
    PeerHarness bare = new PeerHarness(runtime, c -> c);
    PeerConnectionHandle peer = bare.hot();
    runtime.run(() -> bare.actions.deactivatePeerConnection(peer));
    runtime.run(() -> bare.actions.activatePeerConnection(peer));
    runtime.run(() -> bare.actions.closePeerConnection(peer));
    runtime.advance(FakeConnections.TIME_WAIT);
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    runtime.assertNothingLeft();
  }

  @Test
  void theRepromoteDelayIsTheLongestAndNoneWhileThePeerIsCooling() throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().ends(2, "fork too deep", Optional.of(Duration.ofSeconds(120)));
    runtime.runUntilIdle();
    assertThat(actions.monitorPeerConnection(peer))
        .isEqualTo(new PeerMonitoring(PeerStatus.WARM, Optional.of(Duration.ofSeconds(120))));
    runtime.run(() -> actions.closePeerConnection(peer));
    assertThat(actions.monitorPeerConnection(peer))
        .isEqualTo(new PeerMonitoring(PeerStatus.COOLING, Optional.empty()));
    runtime.advance(FakeConnections.TIME_WAIT);
    assertThat(actions.monitorPeerConnection(peer))
        .isEqualTo(new PeerMonitoring(PeerStatus.COLD, Optional.of(Duration.ofSeconds(120))));
  }

  @Test
  void theExitPolicyIsAskedWhenAProtocolEndsAndOnlyItsAnswerIsKept() throws Exception {
    ExitPolicy policy =
        new ExitPolicy() {
          @Override
          public Optional<Duration> afterReturn(ProtocolKey key, String outcome) {
            return Optional.of(Duration.ofSeconds(key.number()));
          }

          @Override
          public Duration afterError(ProtocolKey key, Failure failure) {
            throw new IllegalStateException("a policy that does not work");
          }
        };
    PeerConnectionHandle peer = node.hot();
    node.policies.add(policy);
    node.connection().ends(2, "done", Optional.empty());
    node.policies.remove(policy);
    runtime.runUntilIdle();
    assertThat(actions.monitorPeerConnection(peer).repromoteDelay())
        .as("the longest of 2, 3 and 4 s, although the policy is gone")
        .contains(Duration.ofSeconds(4));
    runtime.run(() -> actions.activatePeerConnection(peer));
    node.policies.add(policy);
    node.connection().breaks();
    runtime.runUntilIdle();
    assertThat(actions.monitorPeerConnection(peer).repromoteDelay())
        .contains(Policies.DEFAULT_DELAY);
  }

  @Test
  void aPeerThatIsBeingActivatedIsNotHotSinceSomeOtherTime() throws Exception {
    PeerConnectionHandle peer = node.establish();
    List<Optional<Instant>> seen = new ArrayList<>();
    node.connection().whileStarting = () -> seen.add(peer.promotedHotTime());

    runtime.run(() -> actions.activatePeerConnection(peer));
    runtime.run(() -> actions.deactivatePeerConnection(peer));
    runtime.run(() -> actions.activatePeerConnection(peer));

    assertThat(seen).containsOnly(Optional.empty()).hasSize(2);
    assertThat(peer.promotedHotTime()).isPresent();
  }

  @Test
  void aReusedConnectionGetsItsControlMessagesAnew() throws Exception {
    PeerConnectionHandle peer = node.establish();
    assertThat(node.connection().controls())
        .containsEntry(Temperature.HOT, ControlMessage.TERMINATE)
        .containsEntry(Temperature.WARM, ControlMessage.CONTINUE)
        .containsEntry(Temperature.ESTABLISHED, ControlMessage.CONTINUE);
    runtime.run(() -> actions.activatePeerConnection(peer));
    assertThat(node.connection().controls())
        .containsEntry(Temperature.WARM, ControlMessage.QUIESCE);
  }
}
