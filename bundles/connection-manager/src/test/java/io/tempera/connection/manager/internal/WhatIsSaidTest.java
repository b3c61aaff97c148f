package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_UNI;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.mux.MuxError;
import io.tempera.trace.Level;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator reads: trouble is said once, and what is none does not look like it. */
@Timeout(60)
final class WhatIsSaidTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private List<String> warnings() {
    return world.tracer.traces(ConnectionTrace.class).stream()
        .filter(trace -> trace.level().compareTo(Level.WARN) >= 0)
        .map(ConnectionTrace::text)
        .toList();
  }

  @Test
  void aRemoteSideThatClosesFirstWhatWeHaveReleasedIsNoError() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    world.begin("release", () -> world.manager.releaseOutbound(handle));
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_UNI);

    reset(handle);

    assertThat(world.state()).isEqualTo(UNKNOWN);
    assertThat(warnings()).isEmpty();
    assertThat(world.said(ConnectionTrace.Closed.class).text())
        .endsWith(" closed: the remote side closed it, and nobody was using it");
  }

  @Test
  void aRemoteSideThatClosesWhatNobodyUsesIsNoError() throws Exception {
    ConnectionHandle handle = Harness.connected(world.include(Harness.REMOTE).value());
    assertThat(world.state()).isEqualTo(INBOUND_IDLE_DUP);

    reset(handle);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void aRemoteSideThatClosesWhatWeUseIsAnError() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);

    reset(handle);

    assertThat(warnings()).hasSize(1);
  }

  @Test
  void aRemoteSideThatBreaksARuleIsAnErrorAlsoWhereNobodyUsesTheConnection() throws Exception {
    ConnectionHandle handle = Harness.connected(world.include(Harness.REMOTE).value());

    world.mux(handle.connectionId()).fail(new MuxError.UnknownMiniProtocol(99));
    world.runtime.runUntilIdle();

    assertThat(warnings()).singleElement().asString().contains("mini-protocol 99");
  }

  @Test
  void aQueryThatWasAnsweredIsNoTrouble() throws Exception {
    world.handshake.answer(offer -> new HandshakeOutcome.Queried(new TreeMap<>()));

    AcquireResult result = world.include(Harness.REMOTE).value();

    assertThat(((AcquireResult.Disconnected) result).reason())
        .isInstanceOf(DisconnectReason.Query.class);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void anAcceptedConnectionThatBreaksARuleOfTheHandshakeIsSaidOnce() throws Exception {
    handshakesFail();

    world.include(Harness.REMOTE).value();

    assertThat(warnings())
        .containsExactly("127.0.0.1:3001<->127.0.0.2:3001 turned away: no message within 10 s");
  }

  @Test
  void aHandshakeOfOursThatFailsIsLeftToWhoAskedForTheConnection() {
    handshakesFail();

    world.acquire().value();

    assertThat(warnings()).isEmpty();
  }

  private void handshakesFail() {
    Failure failure = Failure.of(FailureCategory.TIMEOUT, "no message within 10 s");
    world.handshake.answer(offer -> new HandshakeOutcome.Violated(failure));
  }

  private void reset(ConnectionHandle handle) {
    world.network.connection(handle.connectionId()).cut();
    world.runtime.runUntilIdle();
  }
}
