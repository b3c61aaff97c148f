package io.tempera.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.Agreed;
import io.tempera.handshake.DataFlow;
import io.tempera.nodekit.Sdu;
import io.tempera.peer.EstablishConnectionException.ClientException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the running reference (ouroboros-network, commit d80f488c) was seen to do with responders
 * that misbehave in the handshake, as rows I2 to I8: our initiator does the same.
 */
class ObservedClientHandshakeIT {
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

  /** The answer is not taken: a reset without a word, a trace, and what the caller is told. */
  private static void assertNotTaken(String answer, String why) throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      FutureTask<PeerConnectionHandle> establish = stage.establish(peer.address());
      peer.awaitProposal();
      peer.wire().send(Sdu.fromResponder(0, answer));
      assertThat(peer.wire().awaitReset()).isZero();
      assertFailed(peer, establish, why);
    }
  }

  private static void assertFailed(
      PlayedResponder peer, FutureTask<PeerConnectionHandle> establish, String why)
      throws Exception {
    assertThat(InitiatorStage.failure(establish))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining(why);
    assertThat(stage.words(peer).all())
        .containsExactly("failure ColdToWarm HandshakeClientFailure");
  }

  private static Agreed assertGood(InitiatorStage initiator, Sdu answer) throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      FutureTask<PeerConnectionHandle> establish = initiator.establish(peer.address());
      peer.awaitProposal();
      peer.wire().send(answer);
      peer.serve();
      PeerConnectionHandle handle = InitiatorStage.get(establish);
      peer.awaitKeepAlive();
      initiator.heat(handle);
      // Nothing is said before them, in the handshake or by another mini-protocol.
      assertThat(List.of(peer.receive(), peer.receive()))
          .containsExactlyInAnyOrder(
              Sdu.fromInitiator(2, "82049f80ff"), Sdu.fromInitiator(4, "8106"));
      assertThat(initiator.words(peer).all()).containsExactly("ColdToWarm", "WarmToHot");
      return handle.versionData();
    }
  }

  @Test
  void i02_noAnswerToTheProposalIsGivenUpByTheStateLimit() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      FutureTask<PeerConnectionHandle> establish = stage.establish(peer.address());
      assertThat(peer.awaitProposal())
          .isEqualTo(Sdu.fromInitiator(0, "8200a20e84182af500f40f84182af500f4"));
      stage.pass(ofSeconds(10).minusMillis(1));
      assertThat(establish.isDone()).isFalse();
      assertThat(stage.words(peer).all()).isEmpty();
      stage.pass(ofMillis(1));
      assertThat(peer.wire().awaitReset()).isZero();
      assertFailed(peer, establish, "10 s");
    }
  }

  /** The reference throws the bearer's own exception; ours says that there is no connection. */
  @Test
  void i03_aFinInsteadOfAnAnswerIsGivenOneSecondOfGrace() throws Exception {
    try (PlayedResponder peer = new PlayedResponder()) {
      FutureTask<PeerConnectionHandle> establish = stage.establish(peer.address());
      peer.awaitProposal();
      peer.wire().shutDownOutput();
      stage.time().awaitTimerIn(ofSeconds(1));
      stage.pass(ofSeconds(1).minusMillis(1));
      assertThat(establish.isDone()).isFalse();
      stage.pass(ofMillis(1));
      assertThat(peer.wire().awaitReset()).isZero();
      assertThat(InitiatorStage.failure(establish))
          .isInstanceOf(NoConnectionException.class)
          .hasMessageContaining("closed");
      assertThat(stage.words(peer).all()).containsExactly("failure ColdToWarm HandleFailure");
    }
  }

  @Test
  void i04_aRefusalIsTakenAsWhatItIs() throws Exception {
    assertNotTaken("82028200" + "8107", "7");
  }

  @Test
  void i05_aKnownVersionThatWasNotProposedIsNotRecognised() throws Exception {
    assertNotTaken("83011085182af500f4f4", "16");
  }

  @Test
  void i06_anotherMagicIsAnInvalidServerSelection() throws Exception {
    assertNotTaken("83010f84182bf500f4", "version data mismatch");
  }

  @Test
  void i07_theAgreedModeIsTheMinimumSoStillUnidirectional() throws Exception {
    Agreed agreed = assertGood(stage, Sdu.fromResponder(0, "83010f84182af400f4"));
    assertThat(agreed.version()).isEqualTo(15);
    assertThat(agreed.dataFlow()).isEqualTo(DataFlow.UNIDIRECTIONAL);
  }

  @Test
  void i08_aProposalAsAnswerIsASimultaneousOpen() throws Exception {
    try (InitiatorStage duplex = InitiatorStage.duplex()) {
      Agreed agreed =
          assertGood(duplex, Sdu.fromInitiator(0, "8200a20e84182af400f40f84182af400f4"));
      assertThat(agreed.dataFlow()).isEqualTo(DataFlow.DUPLEX);
      duplex.assertBystanderIsServed();
    }
  }
}
