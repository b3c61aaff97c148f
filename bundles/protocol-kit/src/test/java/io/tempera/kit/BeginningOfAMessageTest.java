package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.Talk.Answer;
import io.tempera.kit.Talk.Ask;
import io.tempera.mux.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message that its state does not allow is refused before the rest of it has arrived. */
final class BeginningOfAMessageTest {
  private static Session<Talk> waitingForAnAnswer(FakeHalf half) throws InterruptedException {
    Session<Talk> session = new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, half, half);
    session.send(new Ask(5, false));
    return session;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8300 | OUT_OF_TURN | received the beginning of Ask, allowed is Wait, Answer",
        "9b000000000000000300 | OUT_OF_TURN | received the beginning of Ask",
        "9b00000000000000031b0000000000000000 | OUT_OF_TURN | received the beginning of Ask",
        "83001a | OUT_OF_TURN | received the beginning of Ask",
        "83005a00ffffff | OUT_OF_TURN | received the beginning of Ask",
        "8209 | UNDECODABLE | found tag 9 in an array of 2",
        "9f02 | UNDECODABLE | expected the definite form of an array",
        "ff | UNDECODABLE | allowed is Wait, Answer; compare the versions",
        "5a00ffffff00 | UNDECODABLE | it begins 5a00ffffff00",
        "82025a00ffffff | TOO_LARGE | a message of at least 16777222 bytes, the limit is 50"
      })
  void itIsRefusedWithoutAWait(String hex, Rule rule, String sentence) throws Exception {
    FakeHalf half = new FakeHalf(Direction.INITIATOR).arrives(hex);
    Session<Talk> session = waitingForAnAnswer(half);
    assertThatExceptionOfType(ProtocolViolation.class)
        .isThrownBy(session::receive)
        .satisfies(v -> assertThat(v.rule()).isEqualTo(rule))
        .satisfies(v -> assertThat(v.failure().text()).contains(sentence));
    assertThat(half.waits).isEmpty();
  }

  @Test
  void oneThatIsAllowedIsWaitedForWhereverItIsCut() throws Exception {
    String message = "9b00000000000000021b0000000000000002" + "42aabb";
    for (int cut = 0; cut < message.length(); cut += 2) {
      FakeHalf half =
          new FakeHalf(Direction.INITIATOR)
              .arrives(message.substring(0, cut))
              .thenArrives(message.substring(cut));
      Answer answer = waitingForAnAnswer(half).receive(Answer.class);
      assertThat(answer).isEqualTo(new Answer(new byte[] {(byte) 0xaa, (byte) 0xbb}));
    }
  }
}
