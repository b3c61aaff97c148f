package io.tempera.interop;

import static io.tempera.interop.ResponderStage.ACCEPT;
import static io.tempera.interop.ResponderStage.PROPOSAL;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the running reference (ouroboros-network, commit d80f488c) was seen to do with initiators
 * that misbehave in the handshake, as rows R1 to R12: our node does the same.
 */
class ObservedHandshakeIT {
  private static ResponderStage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = new ResponderStage();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  @AfterEach
  void theBystanderIsStillServed() throws Exception {
    stage.round();
  }

  private static Sdu handshake(String payload) {
    return Sdu.fromInitiator(0, payload);
  }

  private static void assertDroppedWithoutAWord(Sdu proposal, String why) throws Exception {
    try (Wire wire = stage.connect()) {
      wire.send(proposal);
      stage.assertEnds(wire, why);
    }
  }

  private static void assertAccepted(Sdu... proposal) throws Exception {
    try (Wire wire = stage.connect()) {
      for (Sdu part : proposal) {
        wire.send(part);
      }
      assertThat(wire.receive()).isEqualTo(ACCEPT);
      stage.assertOpenAfter(ofSeconds(3), wire);
    }
  }

  /** Refuse, with a reason and a version; the text behind them is each implementation's own. */
  private static String refusal(Sdu proposal, String reason) throws Exception {
    try (Wire wire = stage.connect()) {
      wire.send(proposal);
      Sdu refuse = wire.receive();
      assertThat(refuse.number()).isZero();
      assertThat(refuse.fromResponder()).isTrue();
      assertThat(refuse.payload()).startsWith(reason);
      stage.assertEnds(wire, "");
      return new String(HexFormat.of().parseHex(refuse.payload()), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void r01_silentAfterConnectIsResetByTheStateLimit() throws Exception {
    try (Wire wire = stage.connect()) {
      stage.assertEndsAfter(ofSeconds(10), wire, "10 s");
    }
  }

  @Test
  void r02_whatIsNotAMessageIsNeverAnswered() throws Exception {
    assertDroppedWithoutAWord(handshake("ffff"), "handshake");
  }

  @Test
  void r03_aWrongNumberInTheHandshakeIsNotLookedAt() throws Exception {
    try (Wire wire = stage.connect()) {
      wire.send(Sdu.fromInitiator(8, PROPOSAL));
      assertThat(wire.receive()).isEqualTo(ACCEPT);
      stage.assertEndsAfter(ofSeconds(5), wire, "does not use it");
    }
  }

  @Test
  void r04_descendingKeysAreDroppedWithoutAWord() throws Exception {
    assertDroppedWithoutAWord(handshake("8200a20f84182af500f40e84182af500f4"), "ascending");
  }

  @Test
  void r05_anUnknownVersionBesideAKnownOneIsSkipped() throws Exception {
    assertAccepted(handshake("8200a20d84182af500f40f84182af500f4"));
  }

  /** The reference's refusal has 91 bytes; ours is as long as our own sentence. */
  @Test
  void r06_badDataOfTheChosenVersionIsAnsweredWithADecodeError() throws Exception {
    refusal(handshake("8200a10f82182af4"), "820283010f");
  }

  /** The reference's refusal has 405 bytes; ours begins with the same words. */
  @Test
  void r07_magicWrongIn15OnlyIsRefusedWithoutFallBack() throws Exception {
    String refusal = refusal(handshake("8200a20e84182af500f40f84182bf500f4"), "820283020f");
    assertThat(refusal).contains("version data mismatch");
  }

  @Test
  void r08_anIndefiniteMapIsDroppedWithoutAWord() throws Exception {
    assertDroppedWithoutAWord(handshake("8200bf0f84182af500f4ff"), "indefinite");
  }

  @Test
  void r09_integersLongerThanNeededAreAccepted() throws Exception {
    assertAccepted(handshake("821800a1180f841a0000002af500f4"));
  }

  @Test
  void r10_aProposalCutIntoTwoSdusIsAccepted() throws Exception {
    assertAccepted(handshake(PROPOSAL.substring(0, 8)), handshake(PROPOSAL.substring(8)));
  }

  @Test
  void r11_theHandshakeReadsNoByteBeyondItsSdu() throws Exception {
    try (Wire wire = stage.connect()) {
      ByteArrayOutputStream oneSegment = new ByteArrayOutputStream();
      oneSegment.write(handshake(PROPOSAL).bytes());
      oneSegment.write(Sdu.fromInitiator(8, "820007").bytes());
      wire.sendRaw(oneSegment.toByteArray());
      assertThat(wire.receive()).isEqualTo(ACCEPT);
      assertThat(wire.receive()).isEqualTo(Sdu.fromResponder(8, "820107"));
      stage.assertOpenAfter(ofSeconds(6), wire);
    }
  }

  /**
   * The reference answers with one SDU of 23 100 bytes, because it quotes what it was sent; ours
   * says what is wrong in one sentence.
   */
  @Test
  void r12_aProposalOfExactlyTheSizeLimitIsLookedAtAndOneByteMoreIsNot() throws Exception {
    refusal(handshake("8200a10f84182af500591674" + "00".repeat(5_748)), "820283010f");
    assertDroppedWithoutAWord(
        handshake("8200a10f84182af500591675" + "00".repeat(5_749)), "the limit is 5760");
  }
}
