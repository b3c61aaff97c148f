package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.INBOUND_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_EXPIRED;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_UNI;
import static io.tempera.connection.ConnectionState.OUTBOUND_UNI;
import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.TERMINATING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.mux.MuxError;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that we open: from dialling to the end of the time-wait. */
@Timeout(60)
final class OutboundConnectionTest {
  private Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void aDuplexConnectionBeginsAtTheListeningAddressAndRuns() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(handle.connectionId().local()).isEqualTo(Harness.LISTENING);
    assertThat(handle.provenance()).isEqualTo(Provenance.OUTBOUND);
    assertThat(world.mux(handle.connectionId()).runs()).isTrue();
    assertThat(world.host.modes()).containsExactly(DiffusionMode.INITIATOR_AND_RESPONDER);
    assertThat(world.handshake.offers().getFirst().versions()).containsExactly(14, 15);
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_OUT, OUTBOUND_DUP_TICKING);
    assertThat(world.said(ConnectionTrace.Opened.class).text())
        .isEqualTo("127.0.0.1:3001<->127.0.0.2:3001 open, dialled");
  }

  @Test
  void aUnidirectionalConnectionBeginsAnywhereAndRegistersNoResponders() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);

    assertThat(handle.connectionId().local()).isNotEqualTo(Harness.LISTENING);
    assertThat(world.host.modes()).containsExactly(DiffusionMode.INITIATOR_ONLY);
    assertThat(world.handshake.offers().getFirst().data().diffusionMode())
        .isEqualTo(DiffusionMode.INITIATOR_ONLY);
    assertThat(world.state()).isEqualTo(OUTBOUND_UNI);
  }

  @Test
  void aDuplexNodeRegistersRespondersAlsoWhereTheRemoteSideOnlyAnswers() {
    world.handshake.answer(
        offer -> new HandshakeOutcome.Accepted(Samples.agreed(DataFlow.UNIDIRECTIONAL)));

    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(world.host.modes()).containsExactly(DiffusionMode.INITIATOR_AND_RESPONDER);
    assertThat(world.state()).isEqualTo(OUTBOUND_UNI);
  }

  @Test
  void anInitiatorOnlyNodeOffersNothingElse() throws Exception {
    world.close();
    world = new Harness(Settings.defaults().withInitiatorOnly(true));

    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(handle.connectionId().local()).isNotEqualTo(Harness.LISTENING);
    assertThat(world.host.modes()).containsExactly(DiffusionMode.INITIATOR_ONLY);
    assertThat(world.handshake.offers().getFirst().data().diffusionMode())
        .isEqualTo(DiffusionMode.INITIATOR_ONLY);
  }

  @Test
  void aReleasedConnectionIsClosedAfterItsIdleTimeAndItsEntryStaysForTheTimeWait()
      throws Exception {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    Harness.Pending<OperationResult<ConnectionState>> release =
        world.begin("release", () -> world.manager.releaseOutbound(handle));
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_UNI);
    assertThat(((ConnectionManagerException) world.acquire().thrown()).reason())
        .isEqualTo(Reason.FORBIDDEN_OPERATION);

    world.runtime.advance(Duration.ofMillis(4_999));
    assertThat(release.isDone()).isFalse();
    assertThat(world.network.connections()).hasSize(1);
    world.runtime.advance(Duration.ofMillis(1));

    assertThat(release.value()).isEqualTo(new OperationResult.Success<>(TERMINATING));
    assertThat(world.network.connections()).isEmpty();
    assertThat(world.manager.counters().terminating()).isEqualTo(1);
    assertThat(world.said(ConnectionTrace.Closed.class).byError()).isFalse();
    Harness.Pending<AcquireResult> again = world.acquire();
    Harness.Pending<Boolean> demotion =
        world.begin(
            "watch",
            () -> {
              world.manager.waitForOutboundDemotion(handle);
              return true;
            });
    world.runtime.advance(Duration.ofMillis(59_999));
    assertThat(again.isDone()).isFalse();
    assertThat(demotion.isDone()).isFalse();

    world.runtime.advance(Duration.ofMillis(1));

    assertThat(demotion.value()).isTrue();
    Harness.connected(again.value());
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(
            UNKNOWN,
            RESERVED_OUTBOUND,
            UNNEGOTIATED_OUT,
            OUTBOUND_UNI,
            OUTBOUND_IDLE_UNI,
            TERMINATING,
            TERMINATED,
            UNKNOWN,
            RESERVED_OUTBOUND,
            UNNEGOTIATED_OUT,
            OUTBOUND_DUP_TICKING);
  }

  @Test
  void theRemoteSideMayBeginDuringTheOutboundIdleTime() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    assertThat(world.manager.releaseInbound(handle))
        .isEqualTo(new OperationResult.Success<>(InboundVerdict.KEEP));
    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_EXPIRED);
    Harness.Pending<OperationResult<ConnectionState>> release =
        world.begin("release", () -> world.manager.releaseOutbound(handle));
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_DUP);
    world.runtime.advance(Duration.ofSeconds(4));

    assertThat(world.manager.promotedToWarmRemote(handle))
        .isEqualTo(new OperationResult.Success<>(INBOUND_DUP));

    assertThat(release.value()).isEqualTo(new OperationResult.Unsupported<>(INBOUND_DUP));
    world.runtime.advance(Duration.ofSeconds(10));
    assertThat(world.state()).isEqualTo(INBOUND_DUP);
  }

  @Test
  void whatIsReleasedWhileTheRemoteSideMayStillBeginIsLeftToIt() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    OperationResult<ConnectionState> released =
        world
            .<OperationResult<ConnectionState>>begin(
                "release", () -> world.manager.releaseOutbound(handle))
            .value();

    assertThat(released).isEqualTo(new OperationResult.Success<>(ConnectionState.INBOUND_IDLE_DUP));
    assertThat(world.network.connections()).hasSize(1);
  }

  @Test
  void bothSidesUseAConnectionAndLetGoOfIt() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    world.manager.promotedToWarmRemote(handle);
    assertThat(world.manager.counters().fullDuplex()).isEqualTo(1);
    world.manager.demotedToColdRemote(handle);

    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_TICKING);
    assertThat(world.manager.counters().fullDuplex()).isZero();
    assertThat(world.manager.counters().outbound()).isEqualTo(1);
  }

  @Test
  void aCutEndsTheEntryAtOnceAndWhoWaitsForThat() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    Harness.Pending<Boolean> demotion =
        world.begin(
            "watch",
            () -> {
              world.manager.waitForOutboundDemotion(handle);
              return true;
            });
    assertThat(demotion.isDone()).isFalse();

    world.mux(handle.connectionId()).fail(new MuxError.UnknownMiniProtocol(99));

    assertThat(demotion.value()).isTrue();
    assertThat(world.history(Harness.REMOTE)).endsWith(OUTBOUND_DUP_TICKING, TERMINATED, UNKNOWN);
    assertThat(world.said(ConnectionTrace.Closed.class).text())
        .contains("127.0.0.1:3001<->127.0.0.2:3001 closed: ")
        .contains("mini-protocol 99");
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
  }

  @Test
  void whatAnotherPartOfTheNodeStoppedIsGoneAtOnce() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    handle.mux().stop();
    world.runtime.runUntilIdle();

    assertThat(world.state()).isEqualTo(UNKNOWN);
    assertThat(world.said(ConnectionTrace.Closed.class).byError()).isFalse();
  }
}
