package io.tempera.kit;

import static io.tempera.kit.SessionTest.session;
import static io.tempera.kit.SessionTest.violates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.Talk.Answer;
import io.tempera.kit.Talk.Ask;
import io.tempera.kit.Talk.Wait;
import io.tempera.mux.Direction;
import io.tempera.protocol.WaitFor;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** How large a message may be and how late, by the state in which it is awaited. */
final class SessionLimitsTest {
  private static final String ASK_5 = "830005f4";
  private static final String WAIT = "8101";

  private static final Answer ANSWERED = new Answer(new byte[] {(byte) 0xaa, (byte) 0xbb});

  private final FakeHalf asker = new FakeHalf(Direction.INITIATOR);
  private final FakeHalf answerer = new FakeHalf(Direction.RESPONDER);

  @Test
  void aMessageOfExactlyTheLimitIsFineAndOneByteMoreIsNot() throws Exception {
    byte[] fits = Talk.CODEC.encode(new Answer(new byte[46]));
    byte[] tooLarge = Talk.CODEC.encode(new Answer(new byte[47]));
    assertThat(fits).hasSize(50);
    Session<Talk> session = session(asker.arrives(HexFormat.of().formatHex(fits)));
    session.send(new Ask(5, false));
    assertThat(session.receive()).isInstanceOf(Answer.class);

    asker.arrives(HexFormat.of().formatHex(tooLarge));
    session.send(new Ask(5, false));
    violates(Rule.TOO_LARGE, "Busy", "a message of 51 bytes, the limit is 50", session::receive);
  }

  @Test
  void aMessageThatCannotEndWithinTheLimitIsNotWaitedFor() throws Exception {
    Session<Talk> session = session(asker.arrives("82025a7fffffff"));
    session.send(new Ask(5, false));
    violates(Rule.TOO_LARGE, "Busy", "a message of at least 2147483654 bytes", session::receive);
  }

  @Test
  void aMessageIsLateWhenItsLastByteIs() throws Exception {
    Session<Talk> session = session(asker);
    session.send(new Ask(5, false));
    asker
        .passes(Duration.ofSeconds(100))
        .then(() -> asker.passes(Duration.ofMillis(4_999)).arrives(WAIT));
    assertThat(session.receive()).as("counted from when the wait began").isEqualTo(new Wait());

    FakeHalf late = new FakeHalf(Direction.INITIATOR);
    Session<Talk> other = session(late);
    other.send(new Ask(5, false));
    late.then(() -> late.passes(Duration.ofMillis(4_999)).arrives("82"));
    violates(
        Rule.TOO_LATE,
        "Busy",
        "no whole message (Wait, Answer) within 5000 ms, the limit; 1 bytes of one had arrived",
        other::receive);
    assertThat(late.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aLateMessageIsATimeout() {
    assertThatExceptionOfType(ProtocolViolation.class)
        .isThrownBy(session(answerer)::receive)
        .satisfies(v -> assertThat(v.failure().category()).isEqualTo(FailureCategory.TIMEOUT));
  }

  @Test
  void theTimeLimitGoesOnFromOneLookToTheNextAndStartsAgainWithEachMessage() throws Exception {
    Session<Talk> session = session(answerer);
    assertThat(session.next(Duration.ofSeconds(15))).isEqualTo(Turn.TIME);
    answerer.then(() -> answerer.passes(Duration.ofSeconds(4)).arrives(ASK_5));
    assertThat(session.receive()).isInstanceOf(Ask.class);
    session.send(ANSWERED);
    assertThat(session.next(Duration.ofSeconds(19))).isEqualTo(Turn.TIME);
    assertThat(session.receiveIfThere()).isEmpty();
    violates(Rule.TOO_LATE, "Idle", "20000 ms", () -> session.next(Duration.ofSeconds(2)));
    violates(Rule.TOO_LATE, "Idle", "20000 ms", session::receiveIfThere);
  }

  @Test
  void aRandomLimitIsDrawnForEachWait() throws Exception {
    long[] draws = {0, Duration.ofSeconds(10).toNanos()};
    for (int i = 0; i < 2; i++) {
      long draw = draws[i];
      FakeHalf half = new FakeHalf(Direction.INITIATOR);
      Session<Talk> session =
          new Session<>(
              Talk.SPEC,
              Talk.CODEC,
              bound -> {
                assertThat(bound).isEqualTo(Duration.ofSeconds(10).toNanos() + 1);
                return draw;
              },
              half,
              half.arrives(WAIT));
      session.send(new Ask(5, false));
      session.receive();
      violates(Rule.TOO_LATE, "MustAnswer", (i + 1) + "0000 ms", session::receive);
    }
  }

  @Test
  void aLargeMessageIsLookedAtInStepsSoThatItDoesNotPileUp() throws Exception {
    byte[] large = Talk.CODEC.encode(new Answer(new byte[49_000]));
    String hex = HexFormat.of().formatHex(large);
    Session<Talk> session = session(asker.arrives(WAIT));
    session.send(new Ask(5, false));
    session.receive();
    asker.waits.clear();
    asker
        .arrives(hex.substring(0, 20))
        .thenArrives(hex.substring(20, 70_000))
        .thenArrives(hex.substring(70_000));
    session.receive();
    assertThat(asker.waits.stream().map(WaitFor::bytes).map(b -> b.orElse(0)))
        .containsExactly(10 + Incoming.LOOK_EVERY_BYTES, large.length);
  }
}
