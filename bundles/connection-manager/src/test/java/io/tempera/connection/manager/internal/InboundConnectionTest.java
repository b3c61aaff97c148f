package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.DUPLEX;
import static io.tempera.connection.ConnectionState.INBOUND_DUP;
import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.INBOUND_IDLE_UNI;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.TERMINATING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.RefuseReason;
import io.tempera.runtime.Subscription;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that the remote side opens, and the use that we make of them. */
@Timeout(60)
final class InboundConnectionTest {
  private static final InetSocketAddress OTHER = new InetSocketAddress("127.0.0.2", 40_001);

  private Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private ConnectionHandle included() throws Exception {
    return Harness.connected(world.include(Harness.REMOTE).value());
  }

  @Test
  void anAcceptedConnectionIsNegotiatedAndAnnouncedBeforeItsAcceptorHearsOfIt() throws Exception {
    List<String> order = new ArrayList<>();
    world.manager.observe(handle -> order.add("announced " + handle.connectionId()));
    Bearer bearer = world.connectFrom(Harness.REMOTE);
    Harness.Pending<AcquireResult> include =
        world.begin(
            "include",
            () -> {
              AcquireResult result = world.manager.includeInbound(bearer);
              order.add("included");
              return result;
            });

    ConnectionHandle handle = Harness.connected(include.value());

    assertThat(order).containsExactly("announced 127.0.0.1:3001<->127.0.0.2:3001", "included");
    assertThat(handle.provenance()).isEqualTo(Provenance.INBOUND);
    assertThat(world.mux(handle.connectionId()).runs()).isTrue();
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(UNKNOWN, UNNEGOTIATED_IN, INBOUND_IDLE_DUP);
    assertThat(world.manager.counters().inbound()).isEqualTo(1);
  }

  @Test
  void whatTheRemoteSideDoesNotUseIsClosedAndItsEntryStaysForTheTimeWait() throws Exception {
    ConnectionHandle handle = included();

    assertThat(world.manager.releaseInbound(handle))
        .isEqualTo(new OperationResult.Success<>(InboundVerdict.COMMIT));

    world.runtime.runUntilIdle();
    assertThat(world.state()).isEqualTo(TERMINATING);
    assertThat(world.network.connections()).isEmpty();
    world.runtime.advance(Duration.ofSeconds(60));
    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void theRemoteSideComesAndGoes() throws Exception {
    ConnectionHandle handle = included();

    world.manager.promotedToWarmRemote(handle);
    assertThat(world.state()).isEqualTo(INBOUND_DUP);
    world.manager.demotedToColdRemote(handle);

    assertThat(world.state()).isEqualTo(INBOUND_IDLE_DUP);
  }

  @Test
  void aResetOfAConnectionThatNobodyUsesIsNoError() throws Exception {
    ConnectionHandle handle = included();

    world.network.connection(handle.connectionId()).cut();
    world.runtime.runUntilIdle();

    assertThat(world.state()).isEqualTo(UNKNOWN);
    assertThat(world.said(ConnectionTrace.Closed.class).byError()).isFalse();
  }

  @Test
  void weUseADuplexConnectionOfTheRemoteSidesWithTheSameMultiplexer() throws Exception {
    ConnectionHandle handle = included();

    ConnectionHandle acquired = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(acquired).isSameAs(handle);
    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_TICKING);
  }

  @Test
  void weUseADuplexConnectionThatTheRemoteSideUsesToo() throws Exception {
    world.manager.promotedToWarmRemote(included());

    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(world.state()).isEqualTo(DUPLEX);
  }

  @Test
  void aUnidirectionalConnectionOfTheRemoteSidesIsNotForUs() throws Exception {
    world.handshake.answer(
        offer -> new HandshakeOutcome.Accepted(Samples.agreed(DataFlow.UNIDIRECTIONAL)));
    included();
    assertThat(world.state()).isEqualTo(INBOUND_IDLE_UNI);

    Exception thrown = world.acquire().thrown();

    assertThat(((ConnectionManagerException) thrown).reason())
        .isEqualTo(Reason.FORBIDDEN_CONNECTION);
  }

  @Test
  void whoWantsToUseAConnectionInItsHandshakeWaitsForIt() throws Exception {
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(Harness.REMOTE);
    Harness.Pending<AcquireResult> first = world.acquire();
    Harness.Pending<AcquireResult> second = world.acquire();
    assertThat(first.isDone()).isFalse();

    world.handshake.release();

    assertThat(Harness.connected(first.value())).isSameAs(Harness.connected(include.value()));
    assertThat(((ConnectionManagerException) second.thrown()).reason())
        .isEqualTo(Reason.CONNECTION_EXISTS);
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(UNKNOWN, UNNEGOTIATED_IN, INBOUND_IDLE_DUP, OUTBOUND_DUP_TICKING);
  }

  @Test
  void whoWaitsForAHandshakeThatIsRefusedHearsWhy() throws Exception {
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(Harness.REMOTE);
    Harness.Pending<AcquireResult> join = world.acquire();
    world.handshake.answer(
        offer ->
            new HandshakeOutcome.Refused(
                true, new RefuseReason.VersionMismatch(List.of(14L, 15L))));

    world.handshake.release();

    assertThat(include.value()).isEqualTo(join.value());
    assertThat(((AcquireResult.Disconnected) join.value()).reason())
        .isInstanceOf(DisconnectReason.HandshakeServer.class);
    world.runtime.runUntilIdle();
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(UNKNOWN, UNNEGOTIATED_IN, TERMINATING, TERMINATED, UNKNOWN);
    assertThat(world.said(ConnectionTrace.Refused.class).text())
        .contains("turned away: we refused: no version in common");
  }

  @Test
  void moreThanTheHardLimitAreTurnedAway() throws Exception {
    world.close();
    world = new Harness(Settings.defaults().withInboundHardLimit(1));
    included();

    AcquireResult.Disconnected result = (AcquireResult.Disconnected) world.include(OTHER).value();

    assertThat(result.reason()).isEqualTo(new DisconnectReason.InboundHardLimit(1));
    world.runtime.runUntilIdle();
    assertThat(world.network.connections()).hasSize(1);
    assertThat(world.state(OTHER)).isEqualTo(UNKNOWN);
    assertThat(world.said(ConnectionTrace.Refused.class).text()).contains("the hard limit");
  }

  @Test
  void aConnectionOfOursDoesNotCountAgainstTheHardLimit() throws Exception {
    world.close();
    world = new Harness(Settings.defaults().withInboundHardLimit(1));
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    Harness.connected(world.include(OTHER).value());

    assertThat(world.manager.counters().inbound()).isEqualTo(1);
  }

  @Test
  void theRemoteSideMayComeBackDuringTheTimeWait() throws Exception {
    ConnectionHandle first = included();
    world.manager.releaseInbound(first);
    world.runtime.advance(Duration.ofSeconds(1));
    assertThat(world.state()).isEqualTo(TERMINATING);
    Harness.Pending<AcquireResult> acquire = world.acquire();
    assertThat(acquire.isDone()).isFalse();

    ConnectionHandle second = included();

    assertThat(second).isNotSameAs(first);
    assertThat(Harness.connected(acquire.value())).isSameAs(second);
    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_TICKING);
  }

  @Test
  void whatIsAskedForAConnectionThatIsGoneDoesNotFallOnTheNextOneBetweenTheSameAddresses()
      throws Exception {
    ConnectionHandle gone = included();
    gone.mux().stop();
    world.runtime.runUntilIdle();
    ConnectionHandle next = included();
    assertThat(next.connectionId()).isEqualTo(gone.connectionId());

    assertThat(world.manager.releaseInbound(gone))
        .isEqualTo(new OperationResult.Success<>(InboundVerdict.COMMIT));
    assertThat(world.manager.promotedToWarmRemote(gone))
        .isEqualTo(new OperationResult.Unsupported<>(UNKNOWN));
    assertThat(world.begin("release", () -> world.manager.releaseOutbound(gone)).value())
        .isEqualTo(new OperationResult.Success<>(UNKNOWN));

    assertThat(world.state()).isEqualTo(INBOUND_IDLE_DUP);
    world.manager.promotedToWarmRemote(next);
    assertThat(world.manager.demotedToColdRemote(gone))
        .isEqualTo(new OperationResult.Unsupported<>(UNKNOWN));
    assertThat(world.state()).isEqualTo(INBOUND_DUP);
  }

  @Test
  void anObserverIsToldOfEachConnectionOnce() throws Exception {
    included();
    List<ConnectionHandle> told = new ArrayList<>();

    Subscription subscription = world.manager.observe(told::add);
    world.runtime.runUntilIdle();
    assertThat(told).hasSize(1);
    Harness.connected(world.include(OTHER).value());
    assertThat(told).hasSize(2);
    subscription.close();
    Harness.connected(world.include(new InetSocketAddress("127.0.0.2", 40_002)).value());

    assertThat(told).hasSize(2);
  }

  @Test
  void anObserverIsToldOfDuplexConnectionsOfOursButNotOfUnidirectionalOnes() {
    List<ConnectionHandle> told = new ArrayList<>();
    world.manager.observe(told::add);

    ConnectionHandle uni = world.acquired(DiffusionMode.INITIATOR_ONLY);
    assertThat(told).isEmpty();
    uni.mux().stop();
    world.runtime.runUntilIdle();
    ConnectionHandle dup = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(told).containsExactly(dup);
  }

  @Test
  void whatIsAskedOfAConnectionThatIsGoneIsNoSurprise() {
    assertThat(world.manager.promotedToWarmRemote(Samples.STRANGER))
        .isEqualTo(new OperationResult.Unsupported<>(UNKNOWN));
    assertThat(world.manager.demotedToColdRemote(Samples.STRANGER))
        .isEqualTo(new OperationResult.Unsupported<>(UNKNOWN));
    assertThat(world.manager.releaseInbound(Samples.STRANGER))
        .isEqualTo(new OperationResult.Success<>(InboundVerdict.COMMIT));
    assertThat(
            world
                .<OperationResult<?>>begin(
                    "release", () -> world.manager.releaseOutbound(Samples.STRANGER))
                .value())
        .isEqualTo(new OperationResult.Success<>(UNKNOWN));
    assertThat(world.manager.connections()).isEmpty();
  }
}
