package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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

  @ParameterizedTest
  @ValueSource(strings = {"n2n-v14-keepalive", "n2n-v15-initiatoronly-keepalive"})
  void ourNodeAnswersAsTheReferenceDid(String session) throws Exception {
    try (Wire wire = Wire.connect(node.address())) {
      for (Captured.Turn turn : Captured.load(session).turns()) {
        if (turn.fromTcpInitiator()) {
          wire.send(turn.sdu());
        } else {
          assertThat(wire.receive()).isEqualTo(turn.sdu());
        }
      }
    }
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
