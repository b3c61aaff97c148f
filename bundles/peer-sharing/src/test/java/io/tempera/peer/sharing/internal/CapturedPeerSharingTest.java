package io.tempera.peer.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tempera.check.HalfRun;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.VirtualRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Peer-sharing as two programs of the reference spoke it. See the README beside the files. */
final class CapturedPeerSharingTest {
  private static final long MAINNET = 764_824_073;
  private static final Duration NEVER = Duration.ofDays(1);

  private final VirtualRuntime runtime = new VirtualRuntime();

  /** What one half said in a recording, SDU by SDU. */
  private static List<String> recorded(String name, Direction half) throws IOException {
    try (InputStream in =
        CapturedPeerSharingTest.class.getResourceAsStream("/captured/" + name + ".json")) {
      List<String> said = new ArrayList<>();
      for (JsonNode sdu : new ObjectMapper().readTree(in).get(0).get("sdus")) {
        boolean responder = sdu.get("responderBit").asInt() == 1;
        if (sdu.get("protocol").asInt() == PeerSharing.NUMBER
            && responder == (half == Direction.RESPONDER)) {
          said.add(sdu.get("payloadHex").asText());
        }
      }
      return said;
    }
  }

  private HalfRun half(Direction direction, Agreed agreed) {
    return new HalfRun(
        runtime, new ProtocolKey(PeerSharing.NUMBER, direction), agreed, Optional.empty());
  }

  private void arrive(HalfRun half, List<String> messages) {
    messages.forEach(message -> half.arrive(HexFormat.of().parseHex(message)));
    runtime.runUntilIdle();
  }

  private static List<String> sent(HalfRun half) {
    return half.sent().stream().map(HexFormat.of()::formatHex).toList();
  }

  private static Agreed agreed(int version, DiffusionMode mode, boolean peras) {
    return new Agreed(version, new VersionData(MAINNET, mode, true, false, peras), new TreeSet<>());
  }

  private static Agreed agreedForARequest() {
    return agreed(15, DiffusionMode.INITIATOR_AND_RESPONDER, false);
  }

  @Test
  void ourInitiatorAsksAsTheReferencesDidAndLearnsWhatItWasTold() throws IOException {
    String session = "n2n-peersharing-request";
    AskingBook book = new AskingBook(runtime, 3, NEVER);
    PeerSharing protocol = new PeerSharing(runtime, book, 10);
    assertThat(protocol.enabledFor(agreedForARequest())).isTrue();
    HalfRun half = half(Direction.INITIATOR, agreedForARequest()).start(protocol.initiator());
    runtime.runUntilIdle();
    assertThat(sent(half)).isEqualTo(recorded(session, Direction.INITIATOR)).hasSize(1);
    arrive(half, recorded(session, Direction.RESPONDER));
    assertThat(book.learned())
        .containsExactly(
            AskingBook.address("10.0.0.1:3001"),
            AskingBook.address("10.0.0.2:3001"),
            AskingBook.address("10.0.0.3:3001"));
    assertThat(half.left()).isEmpty();
    assertThat(half.state()).isEqualTo("StIdle");
  }

  @Test
  void ourResponderAnswersAsTheReferencesDid() throws IOException {
    String session = "n2n-peersharing-request";
    AskingBook book =
        new AskingBook(
            runtime, 0, NEVER, "10.0.0.1:3001", "10.0.0.2:3001", "10.0.0.3:3001", "10.0.0.4:3001");
    HalfRun half =
        half(Direction.RESPONDER, agreedForARequest())
            .start(new PeerSharing(runtime, book, 10).responder());
    arrive(half, recorded(session, Direction.INITIATOR));
    assertThat(sent(half)).isEqualTo(recorded(session, Direction.RESPONDER)).hasSize(1);
    assertThat(half.left()).isEmpty();
  }

  /** Agreed on although one side is an initiator only; nobody asked, and nobody said that. */
  @Test
  void whereNobodyAsksNothingIsSaidAsOnTheReference() throws IOException {
    String session = "n2n-mainnetmagic-v16-peras-peersharing";
    Agreed agreed = agreed(16, DiffusionMode.INITIATOR_ONLY, true);
    PeerSharing protocol = new PeerSharing(runtime, new AskingBook(runtime, 0, NEVER), 10);
    assertThat(protocol.enabledFor(agreed)).isTrue();
    for (Direction direction : Direction.values()) {
      HalfRun half =
          half(direction, agreed)
              .start(
                  direction == Direction.INITIATOR ? protocol.initiator() : protocol.responder());
      runtime.advance(Duration.ofMillis(308));
      assertThat(sent(half)).isEqualTo(recorded(session, direction)).isEmpty();
    }
  }
}
