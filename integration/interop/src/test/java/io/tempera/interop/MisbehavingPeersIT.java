package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionTrace;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bad input ends exactly the connection that it came on, with a trace that says what was wrong. */
class MisbehavingPeersIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Sdu PROPOSAL = Sdu.fromInitiator(0, "8200a20e84182af500f40f84182af500f4");
  private static final Sdu ACCEPT = Sdu.fromResponder(0, "83010f84182af500f4");

  private static FelixNode node;
  private Wire bystander;

  @BeforeAll
  static void start() throws Exception {
    node = FelixNode.start(new FelixNode.Settings());
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @BeforeEach
  void aConnectionThatDoesNothingWrong() throws Exception {
    bystander = negotiated();
    round(bystander, "820007", "820107");
  }

  @AfterEach
  void isStillThere() throws Exception {
    round(bystander, "820008", "820108");
    bystander.close();
  }

  @Test
  void anUnknownProtocolNumber() throws Exception {
    try (Wire wire = negotiated()) {
      wire.send(Sdu.fromInitiator(99, "00"));
      assertThat(wire.awaitEnd()).isZero();
      awaitTrace(wire, "mini-protocol 99");
    }
  }

  @Test
  void aZeroLengthSdu() throws Exception {
    try (Wire wire = negotiated()) {
      wire.send(Sdu.fromInitiator(8, ""));
      assertThat(wire.awaitEnd()).isZero();
      awaitTrace(wire, "empty payload");
    }
  }

  @Test
  void garbageInsteadOfAHandshake() throws Exception {
    try (Wire wire = Wire.connect(node.address())) {
      wire.sendRaw(HexFormat.of().parseHex("474554202f20485454502f312e310d0a0d0a"));
      wire.send(Sdu.fromInitiator(0, "ffff"));
      assertThat(wire.awaitEnd()).isZero();
      awaitTrace(wire, "handshake");
    }
  }

  @Test
  void aMessageThatIsNotCborInsteadOfAHandshake() throws Exception {
    try (Wire wire = Wire.connect(node.address())) {
      wire.send(Sdu.fromInitiator(0, "ffff"));
      assertThat(wire.awaitEnd()).isZero();
      awaitTrace(wire, "handshake");
    }
  }

  @Test
  void aConnectionThatNeverSpeaks() throws Exception {
    try (Wire wire = Wire.connect(node.address())) {
      assertThat(wire.awaitEnd()).isZero();
      awaitTrace(wire, "10 s");
    }
  }

  private static Wire negotiated() throws Exception {
    Wire wire = Wire.connect(node.address());
    wire.send(PROPOSAL);
    assertThat(wire.receive()).isEqualTo(ACCEPT);
    return wire;
  }

  private static void round(Wire wire, String request, String response) throws Exception {
    wire.send(Sdu.fromInitiator(8, request));
    assertThat(wire.receive()).isEqualTo(Sdu.fromResponder(8, response));
  }

  /** The connection manager says of the connection at fault what was wrong with it. */
  private static void awaitTrace(Wire wire, String what) throws Exception {
    node.traces()
        .await(
            ConnectionTrace.class,
            1,
            trace ->
                (trace instanceof ConnectionTrace.Closed
                        || trace instanceof ConnectionTrace.Refused)
                    && ((Trace) trace).text().contains(":" + wire.localPort() + " ")
                    && ((Trace) trace).text().contains(what),
            LIMIT);
  }
}
