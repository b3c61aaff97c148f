package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.data;
import static io.tempera.handshake.internal.Offers.hex;
import static io.tempera.handshake.internal.Offers.offer;
import static io.tempera.handshake.internal.Offers.recordedInitiator;
import static io.tempera.handshake.internal.Offers.recordedResponder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Accepted;
import io.tempera.handshake.HandshakeOutcome.Queried;
import io.tempera.handshake.HandshakeOutcome.Refused;
import io.tempera.handshake.HandshakeOutcome.Violated;
import io.tempera.handshake.Offer;
import io.tempera.handshake.RefuseReason;
import io.tempera.handshake.internal.HandshakeMachine.Input;
import io.tempera.handshake.internal.HandshakeMachine.State;
import io.tempera.handshake.internal.HandshakeMachine.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conversations with the reference as they were recorded or observed (ouroboros-network, commit
 * d80f488c), and what must hold beside them.
 */
class HandshakeMachineTest {
  /** A server's outcome, and what it said, if anything. */
  private record Served(HandshakeOutcome outcome, Optional<HandshakeMessage> said) {
    String saidHex() {
      return said.map(message -> hex(HandshakeCodec.encode(message))).orElse("");
    }
  }

  private static Served serve(Offer offer, String proposal) {
    Step step =
        new HandshakeMachine(offer).step(new State.Propose(), new Input.Came(bytes(proposal)));
    return new Served(((State.Done) step.state()).outcome(), step.send());
  }

  private static HandshakeOutcome answer(Offer offer, String answer) {
    Step step =
        new HandshakeMachine(offer).step(new State.Confirm(), new Input.Came(bytes(answer)));
    assertThat(step.send()).as("a client says one thing only").isEmpty();
    return ((State.Done) step.state()).outcome();
  }

  private static String propose(Offer offer) {
    Step step = new HandshakeMachine(offer).step(new State.Start(), new Input.Begin());
    assertThat(step.state()).isEqualTo(new State.Confirm());
    return hex(HandshakeCodec.encode(step.send().orElseThrow()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v15-initiatoronly-keepalive, 8200a20e84182af500f40f84182af500f4, 83010f84182af500f4, 15",
    "v14-keepalive, 8200a10e84182af500f4, 83010e84182af500f4, 14",
    "psa-duplex-full-cycle, 8200a20e84182af400f40f84182af400f4, 83010f84182af400f4, 15",
  })
  void recordedAgreementsComeOutOnBothSides(
      String recording, String proposal, String accept, int version) {
    Served served = serve(recordedResponder(), proposal);
    assertThat(served.saidHex()).isEqualTo(accept);
    Accepted accepted = (Accepted) served.outcome();
    assertThat(accepted.agreed().version()).isEqualTo(version);
    boolean duplex = recording.contains("duplex");
    assertThat(accepted.agreed().dataFlow())
        .isEqualTo(duplex ? DataFlow.DUPLEX : DataFlow.UNIDIRECTIONAL);
    Offer client =
        duplex
            ? recordedResponder()
            : version == 14 ? offer(data(42, true, false), 14) : recordedInitiator();
    assertThat(propose(client)).isEqualTo(proposal);
    assertThat(answer(client, accept)).isEqualTo(accepted);
  }

  @Test
  void recordedMainnetWithPeerSharingAndPeras() {
    Offer client = offer(data(Offers.MAINNET, true, true, false, true), 14, 15, 16);
    Offer server = offer(data(Offers.MAINNET, false, true, false, true), 14, 15, 16);
    Served served = serve(server, propose(client));
    assertThat(served.saidHex()).isEqualTo("830110851a2d964a09f501f4f5");
    assertThat(answer(client, served.saidHex())).isEqualTo(served.outcome());
    assertThat(((Accepted) served.outcome()).agreed().data().perasSupport()).isTrue();
  }

  @Test
  void recordedRefusalOfAVersion() {
    Served served = serve(recordedResponder(), "8200a11085182af500f4f4");
    assertThat(served.saidHex()).isEqualTo("82028200820e0f");
    RefuseReason reason = new RefuseReason.VersionMismatch(List.of(14L, 15L));
    assertThat(served.outcome()).isEqualTo(new Refused(true, reason));
    assertThat(answer(offer(data(42, true, false), 16), "82028200820e0f"))
        .isEqualTo(new Refused(false, reason));
  }

  @Test
  void recordedRefusalOfANetwork() {
    Served served = serve(recordedResponder(), "8200a20e84182bf500f40f84182bf500f4");
    // The reason and the version are the reference's; the words are free.
    assertThat(served.saidHex()).startsWith("820283020f78");
    RefuseReason.NotAcceptable reason =
        (RefuseReason.NotAcceptable) ((Refused) served.outcome()).reason();
    assertThat(reason.message())
        .isEqualTo(
            "version data mismatch: the side that refuses has network magic 42, the other 43;"
                + " both must name the same network (network.magic)");
    assertThat(answer(offer(data(43, true, false), 14, 15), served.saidHex()))
        .isEqualTo(new Refused(false, reason));
  }

  @Test
  void recordedQueryIsAnsweredWithTheServersOwnTable() {
    Offer client = offer(data(42, true, false, true, false), 14, 15);
    assertThat(propose(client)).isEqualTo("8200a20e84182af500f50f84182af500f5");
    Served served = serve(recordedResponder(), propose(client));
    assertThat(served.saidHex()).isEqualTo("8203a20e84182af400f40f84182af400f4");
    assertThat(((Queried) served.outcome()).versions())
        .containsEntry(14, client.data())
        .containsEntry(15, client.data());
    assertThat(((Queried) answer(client, served.saidHex())).versions())
        .hasSize(2)
        .containsEntry(15, recordedResponder().data());
  }

  @Test
  void aQueryShowsWhatCanBeReadOfATable() {
    Queried queried =
        (Queried) answer(recordedInitiator(), "8203a30e82182af40f84182af400f4195445f6");
    assertThat(queried.versions()).containsOnlyKeys(15);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "R2, ffff",
    "R4, 8200a20f84182af500f40e84182af500f4",
    "R8, 8200bf0f84182af500f4ff",
    "an answer instead of a proposal, 83010f84182af500f4",
    "keep-alive, 820007",
  })
  void whatIsNoProposalIsNotAnswered(String row, String message) {
    Served served = serve(recordedResponder(), message);
    assertThat(served.said()).isEmpty();
    assertThat(((Violated) served.outcome()).failure().category())
        .isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "R5, 8200a20d84182af500f40f84182af500f4",
    "R9, 821800a1180f841a0000002af500f4",
    "R5 with our own entry, 8200a20f84182af500f419544586182af500f40f00",
  })
  void oddProposalsAreAnsweredAsUsual(String row, String proposal) {
    Served served = serve(recordedResponder(), proposal);
    assertThat(served.saidHex()).isEqualTo("83010f84182af500f4");
    assertThat(served.outcome()).isInstanceOf(Accepted.class);
  }

  @Test
  void unreadableDataOfTheChosenVersionAreAnsweredWithAReason() {
    // R6, and the same with readable data for a lower version, to which nobody falls back
    for (String proposal : List.of("8200a10f82182af4", "8200a20e84182af500f40f82182af4")) {
      Served served = serve(recordedResponder(), proposal);
      assertThat(served.saidHex()).startsWith("820283010f78");
      assertThat(((Refused) served.outcome()).reason())
          .isInstanceOf(RefuseReason.DecodeError.class);
    }
    assertThat(serve(recordedResponder(), "8200a20e82182af40f84182af500f4").outcome())
        .as("data of another version are nobody's concern")
        .isInstanceOf(Accepted.class);
  }

  @Test
  void nobodyFallsBackToALowerVersion() {
    // R7: magic 42 in version 14, 43 in version 15
    Served served = serve(recordedResponder(), "8200a20e84182af500f40f84182bf500f4");
    assertThat(served.saidHex()).startsWith("820283020f78");
  }

  /** The reference calls none of them an error of the protocol either. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "I5: a version that was not proposed, 83011085182af500f4f4, version 16 refused: it was not",
    "I6: another network, 83010f84182bf500f4, has network magic 42",
    "data that cannot be read, 83010f82182af4, data of version 15 could not be read",
  })
  void anAnswerThatAClientCannotLiveWithIsRefused(String row, String answer, String sentence) {
    Refused refused = (Refused) answer(recordedInitiator(), answer);
    assertThat(refused.byUs()).isTrue();
    assertThat(refused.reason().text()).contains(sentence);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "an unknown version, 83010d84182af500f4",
    "our own version, 8301195445" + "86182af500f40f00",
    "a reason for an unknown version, 820283010d6178",
    "a proposal with descending keys, 8200a20f84182af500f40e84182af500f4",
    "an accept without data, 82010f",
    "a message of another protocol, 820107",
  })
  void whatIsNoAnswerIsAViolation(String row, String answer) {
    Violated violated = (Violated) answer(recordedInitiator(), answer);
    assertThat(violated.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(violated.failure().message()).contains("no handshake message");
  }

  @Test
  void aRefusalWithVersionsThatNobodyKnowsIsARefusal() {
    // I4
    assertThat(answer(recordedInitiator(), "820282008107"))
        .isEqualTo(new Refused(false, new RefuseReason.VersionMismatch(List.of(7L))));
  }

  @Test
  void theLesserModeIsAgreedWhateverTheServerSays() {
    // I7
    Accepted accepted = (Accepted) answer(recordedInitiator(), "83010f84182af400f4");
    assertThat(accepted.agreed().dataFlow()).isEqualTo(DataFlow.UNIDIRECTIONAL);
  }

  @Test
  void aProposalAsAnswerIsASimultaneousOpen() {
    // I8
    Accepted accepted =
        (Accepted) answer(recordedResponder(), "8200a20e84182af400f40f84182af400f4");
    assertThat(accepted.agreed().version()).isEqualTo(15);
    assertThat(accepted.agreed().dataFlow()).isEqualTo(DataFlow.DUPLEX);
    assertThat(answer(recordedResponder(), "8200a11085182af500f4f4"))
        .isEqualTo(new Refused(true, new RefuseReason.VersionMismatch(List.of(14L, 15L))));
    assertThat(((Refused) answer(recordedResponder(), "8200a10f84182bf400f4")).byUs()).isTrue();
    Accepted query = (Accepted) answer(recordedResponder(), "8200a10f84182af400f5");
    assertThat(query.agreed().data().query()).as("nothing special there").isTrue();
  }

  @Test
  void whatBrokeEndsItAndNothingHappensAfterwards() {
    HandshakeMachine machine = new HandshakeMachine(recordedResponder());
    Failure failure = Failure.of(FailureCategory.TIMEOUT, "late");
    for (State waiting : List.of(new State.Confirm(), new State.Propose())) {
      Step broken = machine.step(waiting, new Input.Broke(failure));
      assertThat(broken.send()).isEmpty();
      assertThat(broken.state()).isEqualTo(new State.Done(new Violated(failure)));
      assertThat(machine.step(broken.state(), new Input.Came(bytes("8200a0"))).state())
          .isEqualTo(broken.state());
      assertThat(machine.step(waiting, new Input.Begin()).state()).isEqualTo(waiting);
    }
    assertThat(machine.step(new State.Start(), new Input.Broke(failure)).state())
        .isEqualTo(new State.Start());
  }

  @Test
  void aVersionThatIsNotSpokenCannotBeOffered() {
    assertThatThrownBy(() -> new HandshakeMachine(offer(data(42, true, false), 13, 15)))
        .hasMessage("Version 13 cannot be offered; this node speaks 14 to 16");
    assertThatThrownBy(() -> new HandshakeMachine(offer(data(42, true, false), 0x5445)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
