package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.recordedInitiator;
import static io.tempera.handshake.internal.Offers.recordedResponder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.FailureCategory;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Accepted;
import io.tempera.handshake.HandshakeOutcome.Refused;
import io.tempera.handshake.HandshakeOutcome.Violated;
import io.tempera.handshake.HandshakeTrace;
import io.tempera.handshake.RefuseReason;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxException;
import io.tempera.runtime.Task;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handshake over a channel, in virtual time. The rows are those that the reference showed. */
class NegotiatorTest {
  private static final byte[] PROPOSAL = bytes("8200a20e84182af500f40f84182af500f4");
  private static final String ACCEPT = "RESPONDER 83010f84182af500f4";

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final HandshakeComponent handshake = new HandshakeComponent(runtime, tracer);
  private final FakeSduChannel channel = new FakeSduChannel(runtime);
  private final List<HandshakeOutcome> outcomes = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
  }

  private Task serve() {
    Task task =
        runtime.start("server", () -> outcomes.add(handshake.server(channel, recordedResponder())));
    runtime.runUntilIdle();
    return task;
  }

  private void arrive(byte[] payload) {
    channel.arrive(payload);
    runtime.runUntilIdle();
  }

  private HandshakeOutcome outcome() {
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  @Test
  void silenceEndsTheServersPatienceAfterTenSeconds() {
    // R1
    serve();
    runtime.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(outcomes).isEmpty();
    runtime.advance(Duration.ofNanos(1));
    Violated violated = (Violated) outcome();
    assertThat(violated.failure().category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(violated.failure().message())
        .isEqualTo("the remote side sent no handshake message within 10 s (time.limit)");
    assertThat(channel.sent()).isEmpty();
  }

  @Test
  void silenceEndsTheClientsPatienceAfterTenSeconds() {
    // I2
    runtime.start("client", () -> outcomes.add(handshake.client(channel, recordedInitiator())));
    runtime.advance(Duration.ofSeconds(10));
    assertThat(((Violated) outcome()).failure().category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(channel.sent()).containsExactly("INITIATOR 8200a20e84182af500f40f84182af500f4");
  }

  @Test
  void theTimeIsForTheWholeMessageAndNotForEachSdu() {
    serve();
    for (int i = 0; i < 3; i++) {
      runtime.advance(Duration.ofSeconds(3));
      arrive(Arrays.copyOfRange(PROPOSAL, i, i + 1));
    }
    runtime.advance(Duration.ofSeconds(1));
    assertThat(((Violated) outcome()).failure().message()).contains("did not complete", "10 s");
  }

  @Test
  void twoSidesAgree() {
    runtime.start("client", () -> outcomes.add(handshake.client(channel, recordedInitiator())));
    runtime.runUntilIdle();
    arrive(bytes("83010f84182af500f4"));
    assertThat(outcome()).isInstanceOf(Accepted.class);
    assertThat(tracer.traces())
        .containsExactly(
            new HandshakeTrace.Ended(channel.connectionId(), Direction.INITIATOR, outcome()));
    assertThat(tracer.lines())
        .containsExactly(
            "Ended: 127.0.0.1:3001<->127.0.0.1:40000 handshake: version 15, UNIDIRECTIONAL");
  }

  @Test
  void aProposalMayBeCutAnywhereAndWhatFollowsIsDropped() throws Exception {
    // R10, at every place, with something behind it in its last SDU
    for (int cut = 1; cut < PROPOSAL.length; cut++) {
      FakeSduChannel cutChannel = new FakeSduChannel(runtime);
      cutChannel.arrive(Arrays.copyOf(PROPOSAL, cut));
      byte[] rest = Arrays.copyOfRange(PROPOSAL, cut, PROPOSAL.length + 3);
      cutChannel.arrive(rest);
      HandshakeOutcome outcome =
          runtime.call(() -> handshake.server(cutChannel, recordedResponder()));
      assertThat(outcome).isInstanceOf(Accepted.class);
      assertThat(cutChannel.sent()).containsExactly(ACCEPT);
    }
  }

  @Test
  void noByteOfTheNextSduIsTaken() {
    // R11
    channel.arrive(PROPOSAL);
    channel.arrive(bytes("820007"));
    serve();
    assertThat(channel.sent()).containsExactly(ACCEPT);
    assertThat(channel.left()).isEqualTo(1);
  }

  @Test
  void aProposalOfExactlyTheLimitIsRead() {
    // R12
    byte[] proposal = proposal(5_760);
    serve();
    arrive(proposal);
    assertThat(((Refused) outcome()).reason()).isInstanceOf(RefuseReason.DecodeError.class);
    assertThat(channel.sent()).singleElement().asString().startsWith("RESPONDER 820283010f");
  }

  @Test
  void oneByteMoreIsAViolation() {
    serve();
    arrive(proposal(5_761));
    assertThat(((Violated) outcome()).failure().message())
        .isEqualTo(
            "the remote side sent a handshake message of 5761 bytes, the limit is 5760 (size.limit)");
    assertThat(channel.sent()).isEmpty();
  }

  @Test
  void theLimitIsNoticedBeforeTheMessageIsComplete() {
    serve();
    arrive(Arrays.copyOf(proposal(20_000), 5_000));
    assertThat(outcomes).isEmpty();
    arrive(new byte[761]);
    assertThat(((Violated) outcome()).failure().message()).contains("at least 5761 bytes");
  }

  @Test
  void whatIsDroppedBehindAMessageDoesNotCount() {
    serve();
    arrive(Arrays.copyOf(PROPOSAL, 60_000));
    assertThat(outcome()).isInstanceOf(Accepted.class);
  }

  @Test
  void aReasonThatIsLongerThanTheLimitIsAViolation() {
    // R12 from the other side: the reference says what its own clients do not read.
    byte[] refuse =
        HandshakeCodec.encode(
            new HandshakeMessage.Refuse(new RefuseReason.DecodeError(15, "x".repeat(23_092))));
    assertThat(refuse).hasSize(23_100);
    runtime.start("client", () -> outcomes.add(handshake.client(channel, recordedInitiator())));
    runtime.runUntilIdle();
    arrive(refuse);
    assertThat(((Violated) outcome()).failure().message()).contains("23100 bytes");
  }

  @Test
  void aTricklingClientIsGivenUpAfterTheSameTime() {
    // Each SDU brings one byte, each in less than the limit.
    serve();
    for (int i = 0; i < PROPOSAL.length - 1 && outcomes.isEmpty(); i++) {
      arrive(Arrays.copyOfRange(PROPOSAL, i, i + 1));
      runtime.advance(Duration.ofSeconds(1));
    }
    assertThat(runtime.elapsed()).isEqualTo(Duration.ofSeconds(10));
    assertThat(((Violated) outcome()).failure().category()).isEqualTo(FailureCategory.TIMEOUT);
  }

  /** {15: [42, true, 0, bytes]}, so long altogether. */
  private static byte[] proposal(int length) {
    byte[] proposal =
        new CborWriter()
            .array(2)
            .unsigned(0)
            .map(1)
            .unsigned(15)
            .array(4)
            .unsigned(42)
            .bool(true)
            .unsigned(0)
            .bytes(new byte[length - 12])
            .toByteArray();
    assertThat(proposal).hasSize(length);
    return proposal;
  }

  @Test
  void whatCannotBecomeAMessageEndsItAtOnce() throws Exception {
    // R2, and beginnings that a message never has
    for (String payload : List.of("ffff", "9f00", "bf", "00", "1c", "60")) {
      FakeSduChannel other = new FakeSduChannel(runtime);
      other.arrive(bytes(payload));
      HandshakeOutcome outcome = runtime.call(() -> handshake.server(other, recordedResponder()));
      assertThat(((Violated) outcome).failure().message()).contains("no handshake message");
      assertThat(other.sent()).isEmpty();
    }
    assertThat(runtime.elapsed()).isZero();
  }

  @Test
  void anEndOfTheBearerIsTheCallersBusiness() {
    // I3
    FakeSduChannel ending = new FakeSduChannel(runtime);
    ending.end();
    assertThatThrownBy(() -> runtime.call(() -> handshake.client(ending, recordedInitiator())))
        .isInstanceOf(MuxException.class)
        .hasMessageContaining("the bearer ended");
    assertThat(tracer.traces()).isEmpty();
  }

  @Test
  void anInterruptEndsTheWaiting() {
    List<String> seen = new ArrayList<>();
    Task task =
        runtime.start(
            "server",
            () -> {
              try {
                handshake.server(channel, recordedResponder());
              } catch (InterruptedException e) {
                seen.add("interrupted");
              }
            });
    runtime.runUntilIdle();
    task.interrupt();
    runtime.runUntilIdle();
    assertThat(seen).containsExactly("interrupted");
  }
}
