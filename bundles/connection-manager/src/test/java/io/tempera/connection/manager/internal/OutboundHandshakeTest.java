package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.TERMINATING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.RefuseReason;
import io.tempera.mux.MuxError;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ends of handshakes on connections that we open, good and bad. */
@Timeout(60)
final class OutboundHandshakeTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void aRefusedHandshakeIsADisconnectionAndTheNextAttemptMayFollowAtOnce() {
    HandshakeOutcome refused =
        new HandshakeOutcome.Refused(
            false, new RefuseReason.NotAcceptable(15, "version data mismatch"));
    world.handshake.answer(offer -> refused);

    DisconnectReason reason = disconnected(world.acquire().value());

    assertThat(reason).isInstanceOf(DisconnectReason.HandshakeClient.class);
    assertThat(reason.text())
        .isEqualTo("the remote side refused: version 15 refused: version data mismatch");
    world.runtime.runUntilIdle();
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(
            UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_OUT, TERMINATING, TERMINATED, UNKNOWN);
    assertThat(world.network.connections()).isEmpty();

    world.handshake.answer(FakeHandshake::agreed);
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
  }

  @Test
  void aRefusalThatComesWithAResetIsStillARefusal() {
    world.handshake.answer(
        offer -> {
          world.mux(Samples.ID).stop();
          world.awaitEnd(Samples.ID);
          return new HandshakeOutcome.Refused(
              false, new RefuseReason.NotAcceptable(15, "version data mismatch"));
        });

    assertThat(disconnected(world.acquire().value()))
        .isInstanceOf(DisconnectReason.HandshakeClient.class);

    world.runtime.runUntilIdle();
    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void aConnectionThatBreaksWhileItOpensIsOpenedAndClosed() {
    world.handshake.answer(
        offer -> {
          world.runtime.timers().after(Duration.ZERO, world.mux(Samples.ID)::stop);
          return FakeHandshake.agreed(offer);
        });

    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    world.runtime.runUntilIdle();
    assertThat(world.history(Harness.REMOTE)).endsWith(OUTBOUND_DUP_TICKING, TERMINATED, UNKNOWN);
  }

  @Test
  void aBrokenRuleOfTheHandshakeEndsTheEntryAtOnce() {
    Failure failure = Failure.of(FailureCategory.TIMEOUT, "no answer within 10 s");
    world.handshake.answer(offer -> new HandshakeOutcome.Violated(failure));

    DisconnectReason reason = disconnected(world.acquire().value());

    assertThat(reason.text()).isEqualTo("no answer within 10 s");
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_OUT, TERMINATED, UNKNOWN);
    assertThat(world.tracer.traces(ConnectionTrace.ConnectFailed.class))
        .as("whoever asked for the connection says what became of it")
        .isEmpty();
  }

  @Test
  void aQueryEndsTheEntryAtOnce() {
    world.handshake.answer(offer -> new HandshakeOutcome.Queried(new TreeMap<>()));

    assertThat(disconnected(world.acquire().value())).isInstanceOf(DisconnectReason.Query.class);

    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void aResetDuringTheHandshakeEndsTheEntryAtOnce() {
    world.handshake.hold();
    Harness.Pending<AcquireResult> acquire = world.acquire();
    assertThat(world.state()).isEqualTo(UNNEGOTIATED_OUT);

    world.acceptedByRemote.getFirst().close();

    DisconnectReason reason = disconnected(acquire.value());
    assertThat(reason).isInstanceOf(DisconnectReason.HandlerFailed.class);
    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void aMultiplexerThatEndsBeforeItRunsEndsTheEntry() {
    world.handshake.answer(
        offer -> {
          world.mux(Samples.ID).fail(new MuxError.UnknownMiniProtocol(99));
          return FakeHandshake.agreed(offer);
        });

    assertThat(disconnected(world.acquire().value()).text()).contains("it has ended");

    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  private static DisconnectReason disconnected(AcquireResult result) {
    assertThat(result).isInstanceOf(AcquireResult.Disconnected.class);
    assertThat(((AcquireResult.Disconnected) result).connectionId()).isPresent();
    return ((AcquireResult.Disconnected) result).reason();
  }
}
