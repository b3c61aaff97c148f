package io.tempera.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Sdu;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.ColdActionException.ColdDeactivationException;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the running reference (ouroboros-network, commit d80f488c) was seen to do with responders
 * that misbehave after the handshake, as rows I1 and I9 to I14: our initiator does the same, and
 * says the same in the same order.
 */
class ObservedInitiatorIT {
  private static final Sdu FIND_INTERSECT = Sdu.fromInitiator(2, "82049f80ff");
  private static final Sdu INIT = Sdu.fromInitiator(4, "8106");
  private static final Sdu CLIENT_DONE = Sdu.fromInitiator(3, "8101");

  private static InitiatorStage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = InitiatorStage.initiatorOnly();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  @AfterEach
  void theBystanderIsStillServed() throws Exception {
    stage.assertBystanderIsServed();
  }

  /** A peer that is hot, and answers nothing but keep-alive. */
  private static PeerConnectionHandle hot(PlayedResponder peer) throws Exception {
    PeerConnectionHandle handle = stage.warm(peer);
    stage.heat(handle);
    assertThat(List.of(peer.receive(), peer.receive()))
        .containsExactlyInAnyOrder(FIND_INTERSECT, INIT);
    return handle;
  }

  /** A warm peer fails: what is said, and what a later activation is told. */
  private static void assertCooledFromWarm(PlayedResponder peer, PeerConnectionHandle handle)
      throws Exception {
    assertThat(stage.words(peer).upTo("CoolingToCold"))
        .containsExactly(
            "ColdToWarm", "WithESTABLISHED error 8", "WarmToCooling", "Nothing", "CoolingToCold");
    assertThat(InitiatorStage.failure(stage.activate(handle)))
        .isInstanceOf(ColdActivationException.class);
    assertThat(stage.words(peer).all()).last().isEqualTo("failure WarmToHot ActiveCold COLD");
  }

  @Test
  void i01_onlyKeepAliveIsServedSoADeactivationDoesNotEnd() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      PeerConnectionHandle handle = hot(peer);
      stage.pass(ofSeconds(1));
      FutureTask<Void> deactivate = stage.deactivate(handle);
      List<String> said = List.of("ColdToWarm", "WarmToHot", "WithHOT success 3");
      assertThat(stage.words(peer).upTo("WithHOT success 3")).isEqualTo(said);
      assertThat(peer.receive()).isEqualTo(CLIENT_DONE);
      stage.pass(ofSeconds(8));
      assertThat(deactivate.isDone()).isFalse();
      assertThat(handle.status()).isEqualTo(PeerStatus.HOT);
      assertThat(stage.words(peer).all()).isEqualTo(said);
      peer.assertNothingElse();
    }
  }

  @Test
  void i09_aWrongCookieCoolsAWarmPeer() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      FutureTask<PeerConnectionHandle> establish = stage.establish(peer.address());
      peer.awaitProposal();
      peer.wire().send(PlayedResponder.ACCEPT);
      PeerConnectionHandle handle = InitiatorStage.get(establish);
      assertThat(peer.wire().receive().payload()).startsWith("8200");
      peer.wire().send(Sdu.fromResponder(8, "820119ffff"));
      assertThat(peer.wire().awaitReset()).isZero();
      assertCooledFromWarm(peer, handle);
    }
  }

  @Test
  void i10_aResetWhileWarm() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      PeerConnectionHandle handle = stage.warm(peer);
      peer.wire().close();
      assertCooledFromWarm(peer, handle);
    }
  }

  @Test
  void i11_aFinWhileWarmIsNotNoticedAtFirst() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      PeerConnectionHandle handle = stage.warm(peer);
      peer.halfClose();
      stage.time().awaitTimerIn(ofSeconds(1));
      stage.pass(InitiatorStage.KEEP_ALIVE);
      Sdu request = peer.receive();
      assertThat(request.number()).isEqualTo(8);
      // As the kernel of a closed peer answers it. Nothing is read in the second of grace, so the
      // node finds out when it writes again.
      peer.reset();
      stage.pass(ofMillis(100));
      assertThat(stage.words(peer).all()).containsExactly("ColdToWarm");
      InitiatorStage.get(stage.activate(handle));
      assertThat(stage.words(peer).upTo("CoolingToCold"))
          .containsExactly(
              "ColdToWarm",
              "WarmToHot",
              "WithESTABLISHED error 8",
              "HotToCooling",
              "Nothing",
              "PeerHotDuration",
              "CoolingToCold");
      assertThat(InitiatorStage.failure(stage.deactivate(handle)))
          .isInstanceOf(ColdDeactivationException.class);
      assertThat(stage.words(peer).all()).last().isEqualTo("failure HotToWarm ActiveCold COLD");
    }
  }

  @Test
  void i12_aChainSyncAnswerToAWarmPeerIsNoticedWhenItIsActivated() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      PeerConnectionHandle handle = stage.warm(peer);
      peer.wire().send(Sdu.fromResponder(2, "8101"));
      stage.pass(InitiatorStage.KEEP_ALIVE);
      stage.awaitRounds(2, peer);
      assertThat(stage.words(peer).all()).containsExactly("ColdToWarm");
      peer.assertNothingElse();
      InitiatorStage.get(stage.activate(handle));
      peer.assertReset();
      assertThat(stage.words(peer).upTo("CoolingToCold"))
          .containsExactly(
              "ColdToWarm",
              "WarmToHot",
              "WithHOT error 2",
              "HotToCooling",
              "Nothing",
              "PeerHotDuration",
              "CoolingToCold");
    }
  }

  @Test
  void i13_keepAliveTowardsANodeThatAnswersNobody() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      PeerConnectionHandle handle = stage.warm(peer);
      peer.wire().send(Sdu.fromInitiator(8, "820001"));
      peer.assertReset();
      assertCooledFromWarm(peer, handle);
    }
  }

  @Test
  void i14_findIntersectIsNeverAnsweredWhileADeactivationWaits() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      PeerConnectionHandle handle = hot(peer);
      stage.pass(ofSeconds(1));
      FutureTask<Void> deactivate = stage.deactivate(handle);
      stage.words(peer).upTo("WithHOT success 3");
      assertThat(peer.receive()).isEqualTo(CLIENT_DONE);
      stage.pass(ofSeconds(9).minusMillis(1));
      peer.assertNothingElse();
      assertThat(deactivate.isDone()).isFalse();
      stage.pass(ofMillis(1));
      peer.assertReset();
      Throwable failure = InitiatorStage.failure(deactivate);
      assertThat(failure).isInstanceOf(MiniProtocolExceptions.class);
      assertThat(((MiniProtocolExceptions) failure).failures()).containsOnlyKeys(2, 4);
      // Without CoolingToCold: the peer's monitoring ended with the deactivation's failure.
      assertThat(stage.words(peer).upTo("PeerMonitoringError"))
          .containsExactly(
              "ColdToWarm",
              "WarmToHot",
              "WithHOT success 3",
              "failure HotToCooling ApplicationFailure [2, 4]",
              "PeerHotDuration",
              "PeerMonitoringError");
      assertThat(handle.status()).isEqualTo(PeerStatus.COLD);
    }
  }
}
