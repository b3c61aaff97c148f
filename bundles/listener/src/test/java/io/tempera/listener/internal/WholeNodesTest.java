package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.inbound.RemoteState;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes of the real multiplexer, handshake, connection manager, inbound governor and listener,
 * on a network with latency, in virtual time.
 */
@Timeout(60)
final class WholeNodesTest {
  private static final DiffusionMode DUPLEX = DiffusionMode.INITIATOR_AND_RESPONDER;
  private static final int HELLO = 7;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network =
      new MemoryNetwork(runtime, MemorySettings.likeSockets().withLatency(Duration.ofMillis(20)));
  private final TestNode alice = node("127.0.0.1", settings(42));
  private final TestNode bob = node("127.0.0.2", settings(42));

  private TestNode node(String host, io.tempera.connection.manager.internal.Settings settings) {
    TestNode node = new TestNode(runtime, network.host(host), host, settings);
    runtime.runUntilIdle();
    return node;
  }

  private static io.tempera.connection.manager.internal.Settings settings(long magic) {
    return io.tempera.connection.manager.internal.Settings.defaults().withNetworkMagic(magic);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    runtime.run(alice::close);
    runtime.run(bob::close);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(alice.states()).isEmpty();
    assertThat(bob.states()).isEmpty();
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  private ConnectionHandle connected() throws Exception {
    ConnectionHandle handle = runtime.call(() -> bob.connect(alice, DUPLEX));
    runtime.advance(Duration.ofMillis(100));
    return handle;
  }

  private void say(TestNode node, ConnectionId id, int number, int what) throws Exception {
    runtime.run(() -> node.say(id, number, what));
    runtime.advance(Duration.ofMillis(100));
  }

  private static ConnectionId reversed(ConnectionId id) {
    return new ConnectionId(id.remote(), id.local());
  }

  @Test
  void aConnectionThatNobodyUsesIsClosedByTheSideThatAcceptedIt() throws Exception {
    connected();
    assertThat(alice.states()).containsExactly(ConnectionState.INBOUND_IDLE_DUP);
    assertThat(alice.remoteStates()).containsExactly(RemoteState.IDLE);
    assertThat(bob.states()).containsExactly(ConnectionState.OUTBOUND_DUP_TICKING);
    assertThat(bob.remoteStates()).containsExactly(RemoteState.IDLE);

    runtime.advance(Duration.ofSeconds(5));

    assertThat(alice.states()).containsExactly(ConnectionState.TERMINATING);
    assertThat(bob.states()).isEmpty();
    assertThat(network.connections()).isEmpty();
    runtime.advance(Duration.ofSeconds(60));
    assertThat(alice.states()).isEmpty();
  }

  @Test
  void whoUsesAConnectionKeepsItAndLettingGoOfItClosesIt() throws Exception {
    ConnectionHandle handle = connected();
    say(bob, handle.connectionId(), ByteTalkHost.HOT, HELLO);
    say(bob, handle.connectionId(), ByteTalkHost.ESTABLISHED, HELLO);
    assertThat(alice.states()).containsExactly(ConnectionState.INBOUND_DUP);
    assertThat(alice.remoteStates()).containsExactly(RemoteState.HOT);

    runtime.advance(Duration.ofSeconds(60));
    assertThat(alice.remoteStates()).containsExactly(RemoteState.HOT);
    assertThat(bob.states()).containsExactly(ConnectionState.OUTBOUND_DUP_EXPIRED);
    assertThat(bob.remoteStates()).containsExactly(RemoteState.COLD);

    say(bob, handle.connectionId(), ByteTalkHost.HOT, ByteTalkHost.DONE);
    assertThat(alice.remoteStates()).containsExactly(RemoteState.WARM);
    say(bob, handle.connectionId(), ByteTalkHost.ESTABLISHED, ByteTalkHost.DONE);
    assertThat(alice.remoteStates()).containsExactly(RemoteState.IDLE);
    assertThat(alice.states()).containsExactly(ConnectionState.INBOUND_IDLE_DUP);

    runtime.run(() -> bob.connections.releaseOutbound(handle));
    runtime.advance(Duration.ofSeconds(1));

    assertThat(network.connections()).isEmpty();
    assertThat(alice.remoteStates()).isEmpty();
    assertThat(bob.remoteStates()).isEmpty();
  }

  @Test
  void bothSidesUseOneConnection() throws Exception {
    ConnectionHandle bobs = connected();
    say(bob, bobs.connectionId(), ByteTalkHost.ESTABLISHED, HELLO);

    ConnectionHandle alices = runtime.call(() -> alice.connect(bob, DUPLEX));
    say(alice, alices.connectionId(), ByteTalkHost.ESTABLISHED, HELLO);

    assertThat(alices.connectionId()).isEqualTo(reversed(bobs.connectionId()));
    assertThat(network.connections()).hasSize(1);
    assertThat(alice.states()).containsExactly(ConnectionState.DUPLEX);
    assertThat(bob.states()).containsExactly(ConnectionState.DUPLEX);

    say(alice, alices.connectionId(), ByteTalkHost.ESTABLISHED, ByteTalkHost.DONE);
    runtime.run(() -> alice.connections.releaseOutbound(alices));
    runtime.advance(Duration.ofSeconds(60));

    assertThat(alice.states()).containsExactly(ConnectionState.INBOUND_DUP);
    assertThat(bob.states()).containsExactly(ConnectionState.OUTBOUND_DUP_EXPIRED);
    assertThat(network.connections()).hasSize(1);
  }

  @Test
  void aResponderThatEndedIsThereAgain() throws Exception {
    ConnectionId id = connected().connectionId();
    for (int i = 0; i < 3; i++) {
      say(bob, id, ByteTalkHost.ESTABLISHED, HELLO);
      say(bob, id, ByteTalkHost.ESTABLISHED, ByteTalkHost.DONE);
      assertThat(alice.remoteStates()).containsExactly(RemoteState.IDLE);
      runtime.advance(Duration.ofSeconds(4));
    }
    assertThat(alice.states()).containsExactly(ConnectionState.INBOUND_IDLE_DUP);
  }

  @Test
  void aRefusalArrivesBeforeTheReset() throws Exception {
    TestNode stranger = node("127.0.0.3", settings(43));

    AcquireResult.Disconnected result =
        (AcquireResult.Disconnected) runtime.call(() -> stranger.acquire(alice, DUPLEX));

    assertThat(result.reason())
        .isInstanceOfSatisfying(
            DisconnectReason.HandshakeClient.class,
            reason ->
                assertThat(reason.outcome())
                    .isInstanceOfSatisfying(
                        HandshakeOutcome.Refused.class,
                        refused -> assertThat(refused.byUs()).isFalse()));
    runtime.advance(Duration.ofSeconds(1));
    assertThat(network.connections()).isEmpty();
    assertThat(alice.tracer.traces(ConnectionTrace.Refused.class)).hasSize(1);
    assertThat(alice.states()).isEmpty();
    assertThat(stranger.states()).isEmpty();
    runtime.run(stranger::close);
  }

  @Test
  void aSilentPeerIsResetAfterTheHandshakesTimeLimit() throws Exception {
    RawPeer silent = RawPeer.connect(runtime, network, alice.address);
    Duration before = runtime.elapsed();

    silent.awaitReset();

    assertThat(runtime.elapsed().minus(before))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    assertThat(alice.states()).isEmpty();
  }

  @Test
  void twoNodesThatDialEachOtherAtOnceHaveOneConnection() throws Exception {
    var fromAlice = runtime.start("alice", () -> alice.connect(bob, DUPLEX));
    var fromBob = runtime.start("bob", () -> bob.connect(alice, DUPLEX));
    runtime.runUntil(() -> fromAlice.isDone() && fromBob.isDone());

    assertThat(network.connections()).hasSize(1);
    assertThat(alice.states()).containsExactly(ConnectionState.OUTBOUND_DUP_TICKING);
    assertThat(bob.states()).containsExactly(ConnectionState.OUTBOUND_DUP_TICKING);
    say(bob, new ConnectionId(bob.address, alice.address), ByteTalkHost.ESTABLISHED, HELLO);
    assertThat(alice.states()).containsExactly(ConnectionState.DUPLEX);
  }

  @Test
  void aNodeThatDialsItselfTalksToItself() throws Exception {
    ConnectionHandle handle = runtime.call(() -> alice.connect(alice, DUPLEX));
    assertThat(alice.states()).containsExactly(ConnectionState.OUTBOUND_DUP_TICKING);

    say(alice, handle.connectionId(), ByteTalkHost.ESTABLISHED, HELLO);

    assertThat(alice.states()).containsExactly(ConnectionState.DUPLEX);
    assertThat(alice.remoteStates()).containsExactly(RemoteState.WARM);
  }

  @Test
  void bytesForARespondersOfAnInitiatorOnlyConnectionEndIt() throws Exception {
    ConnectionHandle handle = runtime.call(() -> bob.connect(alice, DiffusionMode.INITIATOR_ONLY));
    runtime.advance(Duration.ofMillis(100));
    assertThat(alice.states()).containsExactly(ConnectionState.INBOUND_IDLE_UNI);
    assertThat(bob.remoteStates()).isEmpty();

    say(alice, reversed(handle.connectionId()), ByteTalkHost.ESTABLISHED, HELLO);

    assertThat(bob.states()).isEmpty();
    assertThat(network.connections()).isEmpty();
    assertThat(bob.tracer.traces(ConnectionTrace.Closed.class))
        .singleElement()
        .satisfies(closed -> assertThat(closed.why()).contains("only its other half runs"));
  }

  @Test
  void aCutIsNoticedOnBothSides() throws Exception {
    ConnectionHandle handle = connected();
    say(bob, handle.connectionId(), ByteTalkHost.HOT, HELLO);

    network.connection(handle.connectionId()).cut();
    runtime.advance(Duration.ofSeconds(1));

    assertThat(alice.states()).isEmpty();
    assertThat(bob.states()).isEmpty();
    assertThat(alice.remoteStates()).isEmpty();
    assertThat(runtime.call(() -> bob.connect(alice, DUPLEX))).isNotNull();
  }
}
