package io.tempera.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * How connections and mini-protocols of the running reference (ouroboros-network, commit d80f488c)
 * were seen to begin and end when nobody misbehaves, and where what it does differs from what its
 * source reads like: our node does the same.
 */
class ObservedEndsIT {
  private static final Sdu FIND_INTERSECT = Sdu.fromInitiator(2, "82049f80ff");
  private static final Sdu INIT = Sdu.fromInitiator(4, "8106");
  private static final Sdu FOUND_ORIGIN = Sdu.fromResponder(2, "830580828000");
  private static final Sdu ASK_FOR_TRANSACTIONS = Sdu.fromResponder(4, "8400f50003");

  private static void assertHotProtocolsBegin(PlayedResponder peer) throws Exception {
    assertThat(List.of(peer.receive(), peer.receive()))
        .containsExactlyInAnyOrder(FIND_INTERSECT, INIT);
    peer.wire().send(FOUND_ORIGIN);
    peer.wire().send(ASK_FOR_TRANSACTIONS);
  }

  private static void assertHotProtocolsEnd(PlayedResponder peer) throws Exception {
    assertThat(List.of(peer.receive(), peer.receive(), peer.receive()))
        .containsExactlyInAnyOrder(
            Sdu.fromInitiator(2, "8107"),
            Sdu.fromInitiator(3, "8101"),
            Sdu.fromInitiator(4, "8104"));
  }

  /** Deactivate, activate again and close, in the order in which they can follow each other. */
  @Test
  void aPeerGoesFromColdToHotToWarmToHotToCold() throws Exception {
    try (InitiatorStage stage = InitiatorStage.initiatorOnly();
        PlayedResponder peer = new PlayedResponder()) {
      FutureTask<PeerConnectionHandle> establish = stage.establish(peer.address());
      peer.awaitProposal();
      peer.accept();
      PeerConnectionHandle handle = InitiatorStage.get(establish);
      // Keep-alive is the first to speak, and the only one.
      peer.awaitKeepAlive();
      peer.assertNothingElse();
      for (int times = 1; times <= 2; times++) {
        stage.heat(handle);
        assertHotProtocolsBegin(peer);
        stage.pass(ofSeconds(1));
        peer.assertNothingElse();
        InitiatorStage.get(stage.deactivate(handle));
        assertHotProtocolsEnd(peer);
        assertThat(handle.status()).isEqualTo(PeerStatus.WARM);
      }
      assertThat(stage.words(peer).all())
          .filteredOn(words -> !words.startsWith("With"))
          .containsExactly(
              "ColdToWarm",
              "WarmToHot",
              "HotToWarm",
              "PeerHotDuration",
              "WarmToHot",
              "HotToWarm",
              "PeerHotDuration");
      FutureTask<Void> close = stage.close(handle);
      assertThat(peer.receive()).isEqualTo(Sdu.fromInitiator(8, "8102"));
      InitiatorStage.get(close);
      peer.assertReset();
      assertThat(stage.words(peer).upTo("CoolingToCold"))
          .endsWith("WarmToCooling", "Nothing", "CoolingToCold");
      stage.assertBystanderIsServed();
    }
  }

  /** The source reads as if the server waited for 20 s before it closes. */
  @Test
  void aQueryIsAnsweredWithOurOwnTableAndClosedAtOnce() throws Exception {
    try (ResponderStage stage = new ResponderStage();
        Wire wire = stage.connect()) {
      wire.send(Sdu.fromInitiator(0, "8200a20e84182af500f50f84182af500f5"));
      assertThat(wire.receive())
          .isEqualTo(Sdu.fromResponder(0, "8203a20e84182af400f40f84182af400f4"));
      assertThat(wire.awaitReset()).isZero();
      stage.round();
    }
  }

  /** The source reads as if an SDU of the handshake had a limit of 10 s of its own. */
  @Test
  void aStallInsideAnSduOfTheHandshakeIsResetByTheStateLimit() throws Exception {
    try (ResponderStage stage = new ResponderStage();
        Wire wire = stage.connect()) {
      stage.pass(ofSeconds(5));
      wire.sendRaw(new byte[] {0, 0, 0, 0, 0, 0, 0, 17, (byte) 0x82, 0});
      stage.assertEndsAfter(ofSeconds(5), wire, "10 s");
    }
  }

  /** The source reads as if a refused connection lingered for 60 s: only its entry does. */
  @Test
  void aRefusedConnectionIsResetAtOnceAndItsEntryForgottenAfterTheTimeWait() throws Exception {
    try (ResponderStage stage = new ResponderStage();
        Wire wire = stage.connect()) {
      wire.send(Sdu.fromInitiator(0, "8200a10f84182bf500f4"));
      wire.receive();
      stage.assertEnds(wire, "we refused");
      stage.awaitState(wire, ConnectionState.TERMINATING);
      stage.pass(ofSeconds(60));
      stage.awaitState(wire, ConnectionState.UNKNOWN);
      assertThat(stage.states(wire))
          .endsWith(
              ConnectionState.TERMINATING, ConnectionState.TERMINATED, ConnectionState.UNKNOWN);
    }
  }
}
