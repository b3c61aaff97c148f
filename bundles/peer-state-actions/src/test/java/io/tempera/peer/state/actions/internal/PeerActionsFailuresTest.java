package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.ColdActionException.ColdDeactivationException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.MonitorPeerConnectionBlocked;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.RethrowPolicy;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fails under the service, and who is told of it. */
@Timeout(60)
final class PeerActionsFailuresTest {
  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;
  private final PeerActions actions = node.actions;

  @Test
  void aConnectionThatBreaksCoolsThePeerAndLaterCallersAreTold() throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().breaks();
    runtime.runUntilIdle();
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    assertThat(node.traces())
        .endsWith(
            "monitoring: ESTABLISHED 8 failed: the multiplexer ended",
            "hot -> cooling",
            "monitoring: over",
            "was hot for 0 ms",
            "cooling -> cold");
    assertThat(node.thrownBy(() -> node.deactivate(peer)))
        .isInstanceOf(ColdDeactivationException.class);
    assertThat(node.thrownBy(() -> node.activate(peer)))
        .isInstanceOf(ColdActivationException.class);
    runtime.run(() -> actions.closePeerConnection(peer));
    assertThat(node.connections.released()).isEmpty();
    node.assertNothingLeft();
  }

  @Test
  void aDeactivationInWhichAProtocolFailsNamesAllThatFailed() throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().deaf(2).deaf(4);
    runtime
        .timers()
        .after(
            Duration.ofSeconds(10),
            () ->
                node.connection()
                    .fails(2, Failure.of(FailureCategory.TIMEOUT, "time limit in StIntersect")));
    assertThat(node.thrownBy(() -> node.deactivate(peer)))
        .isInstanceOfSatisfying(
            MiniProtocolExceptions.class,
            thrown -> assertThat(thrown.failures()).containsOnlyKeys(2, 4));
    runtime.runUntilIdle();
    assertThat(node.traces()).doesNotContain("cooling -> cold");
    assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
    node.assertNothingLeft();
  }

  @Test
  void aPeerWhoseMultiplexerHasEndedBeforeItIsWarmIsGivenBack() throws Exception {
    PeerHarness broken =
        new PeerHarness(
            runtime,
            c -> {
              c.breaks();
              return c;
            });
    assertThat(broken.thrownBy(broken::establishBlocking))
        .isInstanceOf(NoConnectionException.class)
        .hasMessageContaining("its multiplexer has ended already");
    assertThat(broken.connections.released()).hasSize(1);
    assertThat(broken.actions.peers()).isEmpty();
    assertThat(broken.connection().listeners()).isZero();
    assertThat(broken.traces())
        .containsExactly("cold -> warm failed: its multiplexer had ended already");
    runtime.assertNothingLeft();
  }

  @Test
  void aRethrowPolicyMayStopTheNode() {
    node.policies.add((RethrowPolicy) (opener, failure) -> RethrowPolicy.Verdict.SHUTDOWN_NODE);
    node.connections.refuse();
    assertThat(node.thrownBy(node::establishBlocking))
        .isInstanceOf(NoConnectionException.class)
        .hasMessage("There is no connection to 127.0.0.1:3001, because: nobody listens there");
    assertThat(node.nodeStops).hasSize(1);
    assertThat(node.traces()).isEmpty();
    assertThat(actions.peers()).isEmpty();
  }

  @Test
  void anInitiatorThatFailsBeforeTheOthersHaveStartedIsTheReasonThatIsGiven() throws Exception {
    PeerConnectionHandle peer = node.establish();
    node.connection().started =
        number ->
            node.connection()
                .fails(number, Failure.of(FailureCategory.REMOTE_MISBEHAVED, "nonsense"));

    runtime.run(() -> actions.activatePeerConnection(peer));
    runtime.run(() -> peer.awaitStatusOtherThan(PeerStatus.COOLING));

    assertThat(node.traces())
        .containsExactly(
            "cold -> warm",
            "warm -> hot",
            "monitoring: HOT 2 failed: nonsense",
            "hot -> cooling",
            "monitoring: over",
            "was hot for 0 ms",
            "cooling -> cold");
  }

  @Test
  void whoEstablishesIsAnsweredWhateverTheConnectionManagerThrows() {
    node.connections.fail(new NoClassDefFoundError("io/tempera/Gone"));
    assertThat(node.thrownBy(node::establishBlocking))
        .isInstanceOf(NoConnectionException.class)
        .hasMessageContaining("io/tempera/Gone");
    assertThat(actions.peers()).isEmpty();
  }

  @Test
  void aHandleFromElsewhereIsCold() {
    PeerConnectionHandle foreign =
        (PeerConnectionHandle)
            Proxy.newProxyInstance(
                PeerConnectionHandle.class.getClassLoader(),
                new Class<?>[] {PeerConnectionHandle.class},
                (proxy, method, arguments) -> World.ID);
    assertThat(node.thrownBy(() -> node.activate(foreign)))
        .isInstanceOf(ColdActivationException.class);
    assertThatThrownBy(() -> actions.monitorPeerConnection(foreign))
        .isInstanceOf(MonitorPeerConnectionBlocked.class);
  }
}
