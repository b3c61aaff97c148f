package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays the initiator's part of captured sessions against our node. */
class CapturedInitiatorIT {
  private static FelixNode node;

  @BeforeAll
  static void start() throws Exception {
    node = FelixNode.start(new FelixNode.Settings());
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  /** Answers of one mini-protocol come in order; how the mini-protocols mix is chance. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n2n-v14-keepalive",
        "n2n-v15-initiatoronly-keepalive",
        "n2n-mainnetmagic-v16-peras-peersharing",
        "n2n-peersharing-request",
        "n2n-chainsync",
        "n2n-psa-initiator-full-cycle",
        "n2n-psa-duplex-full-cycle"
      })
  void ourNodeAnswersAsTheReferenceDid(String session) throws Exception {
    List<Sdu> early = new ArrayList<>();
    try (FelixNode responder = FelixNode.start(CapturedSettings.responder(session));
        Wire wire = Wire.connect(responder.address())) {
      for (Captured.Turn turn : Captured.load(session).withoutPeras().turns()) {
        if (turn.fromTcpInitiator()) {
          wire.send(turn.sdu());
        } else {
          assertThat(nextOf(turn.sdu().number(), wire, early)).isEqualTo(turn.sdu());
        }
      }
      assertThat(early).as("said beyond").isEmpty();
      assertThat(wire.available()).as("bytes beyond").isZero();
    }
  }

  private static Sdu nextOf(int number, Wire wire, List<Sdu> early) throws IOException {
    for (Sdu sdu : early) {
      if (sdu.number() == number) {
        early.remove(sdu);
        return sdu;
      }
    }
    Sdu sdu = wire.receive();
    while (sdu.number() != number) {
      early.add(sdu);
      sdu = wire.receive();
    }
    return sdu;
  }

  @Test
  void anotherMagicIsRefusedAsTheReferenceRefusesIt() throws Exception {
    Captured captured = Captured.load("n2n-refuse-magic");
    try (Wire wire = Wire.connect(node.address())) {
      wire.send(captured.ofInitiator().getFirst());
      Sdu refuse = wire.receive();
      String reference = captured.ofResponder().getFirst().payload();
      // Refuse, Refused, version 15: the same bytes; then a text of our own that begins as the
      // reference's.
      assertThat(refuse.number()).isZero();
      assertThat(refuse.fromResponder()).isTrue();
      assertThat(refuse.payload()).startsWith(reference.substring(0, 10));
      assertThat(refuse.payload())
          .contains(
              HexFormat.of()
                  .formatHex("version data mismatch".getBytes(StandardCharsets.US_ASCII)));
      assertThat(wire.awaitEnd()).isZero();
    }
  }

  @Test
  void anUnknownVersionIsRefusedByteForByte() throws Exception {
    Captured captured = Captured.load("n2n-refuse-version");
    try (Wire wire = Wire.connect(node.address())) {
      wire.send(captured.ofInitiator().getFirst());
      assertThat(wire.receive()).isEqualTo(captured.ofResponder().getFirst());
      assertThat(wire.awaitEnd()).isZero();
    }
  }
}
