package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.MAINNET;
import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.offer;
import static io.tempera.handshake.internal.Offers.recordedResponder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Accepted;
import io.tempera.handshake.HandshakeOutcome.Queried;
import io.tempera.handshake.HandshakeOutcome.Refused;
import io.tempera.handshake.HandshakeTrace;
import io.tempera.handshake.Offer;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Direction;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every captured handshake of the reference, with ourselves as its server and as its client. See
 * the README beside the file.
 */
class CapturedHandshakesTest {
  private static final HandshakeCodec CODEC =
      new HandshakeCodec(number -> VersionNumbers.isKnown(number, recordedResponder()));

  /** How much of a refusal is the protocol's: what follows is the refuser's own words. */
  private static final int REFUSED_15 = 10;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final HandshakeComponent handshake = new HandshakeComponent(runtime, tracer);
  private final FakeSduChannel channel = new FakeSduChannel(runtime);

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
  }

  /** What the recorded client brought, by its proposal: the data of its greatest version. */
  private static Offer client(String proposal) {
    SortedMap<Integer, VersionData> versions =
        VersionTable.readable(
            ((HandshakeMessage.Versions) CODEC.decodeProposal(bytes(proposal))).table());
    return offer(versions.lastEntry().getValue(), versions.keySet().toArray(new Integer[0]));
  }

  /** What the recorded server brought, by the program's settings. */
  private static Offer server(String session) {
    return switch (session) {
      case "n2n-mainnetmagic-v16-peras-peersharing", "n2n-peersharing-request" ->
          offer(data(MAINNET, false, true, false, true), 14, 15, 16);
      default -> recordedResponder();
    };
  }

  private HandshakeOutcome serve(String session, String proposal) throws Exception {
    channel.arrive(bytes(proposal));
    return runtime.call(() -> handshake.server(channel, server(session)));
  }

  private HandshakeOutcome ask(String proposal, String answer) throws Exception {
    channel.arrive(bytes(answer));
    return runtime.call(() -> handshake.client(channel, client(proposal)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/captured/handshakes.csv", numLinesToSkip = 1)
  void ourServerAnswersAsTheReferencesDid(String session, String proposal, String answer)
      throws Exception {
    HandshakeOutcome outcome = serve(session, proposal);
    String said = channel.sent().getFirst();
    assertThat(channel.sent()).hasSize(1);
    if (session.equals("n2n-refuse-magic")) {
      assertThat(said).startsWith("RESPONDER " + answer.substring(0, REFUSED_15));
    } else {
      assertThat(said).isEqualTo("RESPONDER " + answer);
    }
    assertThat(tracer.traces())
        .containsExactly(
            new HandshakeTrace.Ended(channel.connectionId(), Direction.RESPONDER, outcome));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/captured/handshakes.csv", numLinesToSkip = 1)
  void ourClientAsksAsTheReferencesDidAndMakesTheSameOfTheAnswer(
      String session, String proposal, String answer) throws Exception {
    HandshakeOutcome outcome = ask(proposal, answer);
    assertThat(channel.sent()).containsExactly("INITIATOR " + proposal);
    assertThat(tracer.traces())
        .containsExactly(
            new HandshakeTrace.Ended(channel.connectionId(), Direction.INITIATOR, outcome));
    HandshakeOutcome served = serve(session, proposal);
    switch (served) {
      case Accepted agreed -> assertThat(outcome).isEqualTo(agreed);
      case Refused refused -> {
        assertThat(((Refused) outcome).byUs()).isFalse();
        assertThat(((Refused) outcome).reason()).hasSameClassAs(refused.reason());
      }
      case Queried queried -> {
        assertThat(queried.versions()).containsOnlyKeys(14, 15);
        assertThat(((Queried) outcome).versions())
            .containsOnlyKeys(14, 15)
            .containsValue(recordedResponder().data());
      }
      case HandshakeOutcome.Violated violated -> throw new AssertionError(violated);
    }
  }
}
