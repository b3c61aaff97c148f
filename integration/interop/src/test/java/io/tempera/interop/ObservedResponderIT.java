package io.tempera.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.inbound.InboundTrace;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the running reference (ouroboros-network, commit d80f488c) was seen to do with initiators
 * that misbehave after the handshake, as rows R13 to R27: our node does the same.
 */
class ObservedResponderIT {
  /** Origin and a tip: chain-sync's answer when the chains meet, 49 bytes. */
  private static final String TIP =
      "82821a000f4240582040420f000000000040420f000000000040420f000000000040420f00000000001a000f4240";

  private static final Duration A_MOMENT = ofMillis(1);

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

  private static Sdu keepAlive(String payload) {
    return Sdu.fromInitiator(8, payload);
  }

  private static void ask(Wire wire, String request, String answer) throws Exception {
    wire.send(keepAlive(request));
    assertThat(wire.receive()).isEqualTo(Sdu.fromResponder(8, answer));
  }

  /**
   * Sends the header of an SDU of three bytes and two of them, a moment after all that was before,
   * and waits until the node has begun to wait for the rest.
   */
  private static void sendPartOfAnSdu(Wire wire) throws Exception {
    stage.time().advance(A_MOMENT);
    wire.sendRaw(HexFormat.of().parseHex("00000000" + "0008" + "0003" + "8200"));
    stage.time().awaitTimerIn(ofSeconds(30));
  }

  private static void assertResetAtOnce(Sdu sdu, String why) throws Exception {
    try (Wire wire = stage.negotiated()) {
      wire.send(sdu);
      stage.assertEnds(wire, why);
    }
  }

  @Test
  void r13_aHalfCloseIsGivenOneSecondOfGrace() throws Exception {
    try (Wire wire = stage.negotiated()) {
      wire.shutDownOutput();
      stage.time().awaitTimerIn(ofSeconds(1));
      stage.assertEndsAfter(ofSeconds(1), wire, "the remote side closed it");
    }
  }

  @Test
  void r14_nothingAfterTheHandshakeIsResetByTheIdleTimeout() throws Exception {
    try (Wire wire = stage.negotiated()) {
      stage.assertEndsAfter(ofSeconds(5), wire, "does not use it");
    }
  }

  @Test
  void r15_aStallInsideAnSduStartsNoResponderSoIdleWins() throws Exception {
    try (Wire wire = stage.negotiated()) {
      sendPartOfAnSdu(wire);
      stage.assertEndsAfter(ofSeconds(5).minus(A_MOMENT), wire, "does not use it");
    }
  }

  @Test
  void r16_aStallInsideAnSduWhileChainSyncRunsIsResetByTheSduLimit() throws Exception {
    try (Wire wire = stage.negotiated()) {
      wire.send(Sdu.fromInitiator(2, "82048180"));
      Sdu found = Sdu.fromResponder(2, "830580" + TIP);
      assertThat(found.payload()).hasSize(2 * 49);
      assertThat(wire.receive()).isEqualTo(found);
      sendPartOfAnSdu(wire);
      stage.assertEndsAfter(ofSeconds(30), wire, "30 s");
    }
  }

  @Test
  void r17_twoRequestsInOneSduAreAnsweredAsAStreamOfBytes() throws Exception {
    try (Wire wire = stage.negotiated()) {
      wire.send(keepAlive("820001820002"));
      String answers = wire.receive().payload();
      // The two answers share an SDU when both are there at its turn.
      assertThat(answers.length() == 6 ? answers + wire.receive().payload() : answers)
          .isEqualTo("820101820102");
      stage.assertOpenAfter(ofSeconds(6), wire);
    }
  }

  @Test
  void r18_anEmptySduIsAnError() throws Exception {
    assertResetAtOnce(keepAlive(""), "empty payload");
  }

  @Test
  void r19_whatIsNotCborKillsTheConnection() throws Exception {
    assertResetAtOnce(keepAlive("ffffff"), "mini-protocol 8");
  }

  @Test
  void r20_aRequestLongAfterDoneFindsTheResponderAgain() throws Exception {
    try (Wire wire = stage.negotiated()) {
      ask(wire, "820001", "820101");
      wire.send(keepAlive("8102"));
      stage.awaitTrace(wire, InboundTrace.ResponderRestarted.class, "");
      stage.pass(ofMillis(300));
      ask(wire, "820002", "820102");
      stage.assertOpenAfter(ofSeconds(6), wire);
    }
  }

  @Test
  void r21_whatFollowsDoneInOneSduGoesToTheNextInstance() throws Exception {
    try (Wire wire = stage.negotiated()) {
      ask(wire, "8102820004", "820104");
      stage.assertOpenAfter(ofSeconds(6), wire);
    }
  }

  @Test
  void r22_doneThenSilenceIsResetByANewIdleTimeout() throws Exception {
    try (Wire wire = stage.negotiated()) {
      ask(wire, "820001", "820101");
      stage.pass(ofSeconds(3));
      wire.send(keepAlive("8102"));
      stage.awaitTrace(wire, InboundTrace.Transition.class, "WARM -> IDLE");
      stage.assertEndsAfter(ofSeconds(5), wire, "does not use it");
    }
  }

  @Test
  void r23_oneRequestThenSilenceIsResetByKeepAlive() throws Exception {
    try (Wire wire = stage.negotiated()) {
      ask(wire, "820001", "820101");
      stage.assertEndsAfter(ofSeconds(97), wire, "within 97000 ms");
    }
  }

  @Test
  void r24_oneSduAboveTheIngressLimitIsAnOverrunAlthoughEachMessageIsFine() throws Exception {
    assertResetAtOnce(keepAlive("820001".repeat(500)), "1500 bytes, the limit is 1408");
  }

  @Test
  void r25_anUnknownNumber() throws Exception {
    assertResetAtOnce(Sdu.fromInitiator(99, "00"), "mini-protocol 99");
  }

  @Test
  void r26_dataForTheInitiatorSideIsQueuedAlthoughItNeverStarts() throws Exception {
    try (Wire wire = stage.negotiated()) {
      wire.send(Sdu.fromResponder(8, "820100"));
      stage.assertOpenAfter(ofMillis(3_100), wire);
      // What comes behind it is read, so it was.
      ask(wire, "820005", "820105");
      stage.assertOpen(wire);
    }
  }

  @Test
  void r27_anSduFarAboveOurOwnSizeIsTaken() throws Exception {
    String point =
        "821a000f4241582040420f000000000040420f000000000040420f000000000040420f0000000000";
    String request = "82049f" + point.repeat(750) + "ff";
    try (Wire wire = stage.negotiated()) {
      Sdu sdu = Sdu.fromInitiator(2, request);
      assertThat(sdu.bytes()).hasSize(8 + 30_004);
      wire.send(sdu);
      Sdu notFound = Sdu.fromResponder(2, "8206" + TIP);
      assertThat(notFound.payload()).hasSize(2 * 48);
      assertThat(wire.receive()).isEqualTo(notFound);
      stage.assertOpenAfter(ofSeconds(6), wire);
    }
  }
}
