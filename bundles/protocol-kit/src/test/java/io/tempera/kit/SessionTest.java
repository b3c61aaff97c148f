package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.Talk.Answer;
import io.tempera.kit.Talk.Ask;
import io.tempera.kit.Talk.Wait;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class SessionTest {
  private static final String ASK_5 = "830005f4";
  private static final String WAIT = "8101";
  private static final String ANSWER = "820242aabb";
  private static final String STOP = "8103";

  private static final Answer ANSWERED = new Answer(new byte[] {(byte) 0xaa, (byte) 0xbb});

  private final FakeHalf asker = new FakeHalf(Direction.INITIATOR);
  private final FakeHalf answerer = new FakeHalf(Direction.RESPONDER);

  static Session<Talk> session(FakeHalf half) {
    return new Session<>(Talk.SPEC, Talk.CODEC, bound -> bound - 1, half, half);
  }

  private static String remedy(Rule rule) {
    return switch (rule) {
      case OUT_OF_TURN, UNDECODABLE -> "compare the versions of talk that the two sides run";
      case TOO_LARGE -> "raise the limit of this state in the protocol's table";
      case TOO_LATE -> "too slow";
      case OWN_MISTAKE -> "";
    };
  }

  static void violates(Rule rule, String state, String sentence, ThrowingCallable call) {
    assertThatExceptionOfType(ProtocolViolation.class)
        .isThrownBy(call)
        .satisfies(
            v -> {
              assertThat(v.rule()).isEqualTo(rule);
              assertThat(v.state()).isEqualTo(state);
              assertThat(v.protocol()).isEqualTo("talk");
              assertThat(v.failure().message())
                  .startsWith("127.0.0.1:1<->127.0.0.1:2 mini-protocol 7 ")
                  .contains("talk in state " + state + ": ");
              assertThat(v.failure().text()).contains(sentence).contains(remedy(rule));
            });
  }

  @Test
  void aConversationGoesByItsTable() throws Exception {
    Session<Talk> session = session(asker);
    session.send(new Ask(5, false));
    assertThat(session.state().name()).isEqualTo("Busy");
    asker.arrives(WAIT).thenArrives(ANSWER);
    assertThat(session.receive()).isEqualTo(new Wait());
    assertThat(session.receive(Answer.class)).isEqualTo(ANSWERED);
    HalfResult.Finished finished = session.done("enough", Duration.ofSeconds(3));
    assertThat(finished)
        .isEqualTo(new HalfResult.Finished("enough", Optional.of(Duration.ofSeconds(3))));
    assertThat(asker.sent).containsExactly(ASK_5, STOP);
    session.checkEnded();
  }

  @Test
  void theOtherHalfEndsWithTheLastMessage() throws Exception {
    Session<Talk> session = session(answerer.arrives(ASK_5 + STOP));
    assertThat(session.receive()).isEqualTo(new Ask(5, false));
    session.send(ANSWERED);
    assertThat(session.next()).isEqualTo(Turn.MESSAGE);
    assertThat(session.receive()).isEqualTo(new Talk.Stop());
    assertThat(session.done("stopped").outcome()).isEqualTo("stopped");
    assertThat(answerer.sent).containsExactly(ANSWER);
    String over = "the conversation is over, return what done gives";
    violates(Rule.OWN_MISTAKE, "End", over, session::receive);
    violates(Rule.OWN_MISTAKE, "End", over, session::next);
    violates(Rule.OWN_MISTAKE, "End", over, () -> session.send(ANSWERED));
  }

  @Test
  void whatAMessageSaysDecidesWhereItLeads() throws Exception {
    Session<Talk> session = session(asker.arrives(ANSWER));
    session.send(new Ask(1, true));
    assertThat(session.state().name()).isEqualTo("LastBusy");
    session.receive();
    assertThat(session.state().isEnd()).isTrue();
    session.done("answered");
    assertThat(asker.sent).as("nothing to say any more").hasSize(1);
  }

  @Test
  void whatThisSideMayNotSayIsItsOwnMistakeAndIsNotSent() throws Exception {
    Session<Talk> session = session(asker);
    violates(
        Rule.OWN_MISTAKE,
        "Idle",
        "cannot send Answer here, allowed is Ask, Stop",
        () -> session.send(ANSWERED));
    violates(
        Rule.OWN_MISTAKE, "Idle", "it is this side's turn, send a message first", session::receive);
    session.send(new Ask(5, false));
    violates(
        Rule.OWN_MISTAKE,
        "Busy",
        "it is the other side's turn, receive its message first",
        () -> session.send(new Ask(6, false)));
    violates(
        Rule.OWN_MISTAKE, "Busy", "does not let this side end", () -> session.done("too early"));
    violates(Rule.OWN_MISTAKE, "Busy", "left without an end", session::checkEnded);
    assertThat(asker.sent).containsExactly(ASK_5);
  }

  @Test
  void whatTheOtherSideMayNotSayIsRefused() throws Exception {
    Session<Talk> session = session(asker.arrives(STOP));
    session.send(new Ask(5, false));
    violates(Rule.OUT_OF_TURN, "Busy", "received Stop, allowed is Wait, Answer", session::receive);
  }

  @Test
  void aMessageThatTheConversationDoesNotTakeIsItsOwnMistake() throws Exception {
    Session<Talk> session = session(asker.arrives(WAIT));
    session.send(new Ask(5, false));
    violates(Rule.OWN_MISTAKE, "Busy", "takes only Answer", () -> session.receive(Answer.class));
  }

  @Test
  void whatIsNoMessageIsRefusedWithTheReason() throws Exception {
    for (List<String> bad :
        List.of(
            List.of("ff", "CBOR at byte 0: expected an item"),
            List.of("9f01ff", "CBOR at byte 0: expected the definite form of an array"),
            List.of(
                "8109",
                "CBOR at byte 1: expected a message (Wait has tag 1 in an array of 1, Answer has tag 2 in an"
                    + " array of 2), found tag 9 in an array of 1"),
            List.of("820100", "found tag 1 in an array of 2"),
            List.of("83024100f5", "found tag 2 in an array of 3"),
            List.of("8202f5", "expected a byte string, found a boolean"))) {
      FakeHalf half = new FakeHalf(Direction.INITIATOR);
      Session<Talk> session = session(half);
      session.send(new Ask(5, false));
      half.arrives(bad.get(0));
      violates(Rule.UNDECODABLE, "Busy", bad.get(1), session::receive);
    }
  }

  @Test
  void aFieldOutOfItsRangeIsRefusedWithTheReason() {
    Session<Talk> session = session(answerer.arrives("83001903e9f4"));
    violates(Rule.UNDECODABLE, "Idle", "numbered up to 1000, not 1001", session::receive);
  }

  @Test
  void bytesOfTheNextMessageStayInTheChannel() throws Exception {
    Session<Talk> session = session(asker.arrives(WAIT + ANSWER + "8202"));
    session.send(new Ask(5, false));
    session.receive();
    assertThat(asker.left()).isEqualTo(ANSWER + "8202");
    assertThat(session.receiveIfThere()).contains(ANSWERED);
    assertThat(asker.left()).isEqualTo("8202");
  }

  @Test
  void pipelinedQuestionsAreAnsweredInOrder() throws Exception {
    Session<Talk> session = session(asker);
    for (int i = 0; i < 300; i++) {
      session.sendPipelined(new Ask(i, false));
    }
    assertThat(session.outstanding()).isEqualTo(300);
    asker.arrives(ANSWER + WAIT + ANSWER + WAIT);
    assertThat(session.receive()).isEqualTo(ANSWERED);
    assertThat(session.outstanding()).isEqualTo(299);
    assertThat(session.receive()).isEqualTo(new Wait());
    assertThat(session.state().name()).isEqualTo("MustAnswer");
    assertThat(session.outstanding()).isEqualTo(299);
    session.sendPipelined(new Ask(300, false));
    assertThat(session.receive()).isEqualTo(ANSWERED);
    assertThat(session.next()).isEqualTo(Turn.MESSAGE);
    assertThat(session.receiveIfThere()).contains(new Wait());
    assertThat(session.receiveIfThere()).isEmpty();
    violates(
        Rule.OWN_MISTAKE,
        "MustAnswer",
        "cannot send Ask while 299 pipelined messages are unanswered",
        () -> session.send(new Ask(1, false)));
    violates(Rule.OWN_MISTAKE, "MustAnswer", "does not let", () -> session.done("too early"));
  }

  @Test
  void noMoreIsPipelinedThanTheTableSaysUntilAnAnswerIsReceived() throws Exception {
    Session<Talk> session = session(asker);
    for (int i = 0; i < Move.DEFAULT_MOST_OUTSTANDING; i++) {
      session.sendPipelined(new Ask(i, false));
    }
    violates(
        Rule.OWN_MISTAKE,
        "Busy",
        "cannot pipeline Ask: 300 messages are unanswered, the limit is 300, receive an answer first",
        () -> session.sendPipelined(new Ask(300, false)));
    assertThat(asker.sent).hasSize(300);
    asker.arrives(ANSWER);
    session.receive();
    session.sendPipelined(new Ask(300, false));
    assertThat(session.outstanding()).isEqualTo(300);
  }

  @Test
  void onlyWhatTheTableSaysIsPipelinedAndNothingWhoseAnswerMayEndTheConversation() {
    Session<Talk> session = session(asker);
    violates(
        Rule.OWN_MISTAKE,
        "Idle",
        "cannot pipeline Stop: the table does not say so",
        () -> session.sendPipelined(new Talk.Stop()));
    violates(
        Rule.OWN_MISTAKE,
        "Idle",
        "cannot pipeline Ask: its answer may end",
        () -> session.sendPipelined(new Ask(1, true)));
    assertThat(asker.sent).isEmpty();
  }

  @Test
  void terminateIsSaidByEveryNextAndByNoReceive() throws Exception {
    Session<Talk> session = session(asker);
    asker.thenControl(ControlMessage.TERMINATE);
    assertThat(session.next(Duration.ofSeconds(30))).isEqualTo(Turn.TERMINATE);
    assertThat(asker.elapsed()).isZero();
    assertThat(session.next(Duration.ofSeconds(30))).isEqualTo(Turn.TERMINATE);
    session.send(new Ask(5, false));
    asker.arrives(ANSWER);
    assertThat(session.next()).as("before a message").isEqualTo(Turn.TERMINATE);
    assertThat(session.receive()).isEqualTo(ANSWERED);
    session.done("terminated");
  }

  @Test
  void quietIsSaidOnceEachTimeItChanges() throws Exception {
    Session<Talk> session = session(asker.control(ControlMessage.QUIESCE));
    assertThat(session.next(Duration.ofSeconds(1))).isEqualTo(Turn.CONTROL);
    assertThat(session.control()).isEqualTo(ControlMessage.QUIESCE);
    assertThat(session.next(Duration.ofSeconds(1))).isEqualTo(Turn.TIME);
    asker.thenControl(ControlMessage.CONTINUE);
    assertThat(session.next(Duration.ofSeconds(1))).isEqualTo(Turn.CONTROL);
    assertThat(session.next(Duration.ofSeconds(1))).isEqualTo(Turn.TIME);
  }

  @Test
  void whoeverMayBeginWaitsWhileQuietIsAskedForAndGoesOnAtOnce() throws Exception {
    Session<Talk> session = session(asker);
    assertThat(session.mayBegin()).isTrue();
    asker.thenControl(ControlMessage.QUIESCE);
    assertThat(session.next(Duration.ofSeconds(30))).isEqualTo(Turn.CONTROL);
    asker.then(asker::wake).then(() -> asker.passes(Duration.ofDays(30)));
    asker.thenControl(ControlMessage.CONTINUE);
    assertThat(session.mayBegin()).isTrue();
    assertThat(asker.elapsed()).isEqualTo(Duration.ofDays(30));
    assertThat(session.next()).as("not lost in the quiet").isEqualTo(Turn.WOKEN);
    assertThat(session.next(Duration.ofSeconds(1))).as("known already").isEqualTo(Turn.TIME);
    asker.control(ControlMessage.QUIESCE);
    assertThat(session.next(Duration.ofSeconds(1))).as("again").isEqualTo(Turn.CONTROL);
  }

  @Test
  void whoeverIsQuietIsToldToFinish() throws Exception {
    Session<Talk> session = session(asker.control(ControlMessage.QUIESCE));
    asker.thenControl(ControlMessage.TERMINATE);
    assertThat(session.mayBegin()).isFalse();
    assertThat(session.mayBegin()).isFalse();
    session.done("terminated");
    assertThat(asker.sent).containsExactly(STOP);
    violates(Rule.OWN_MISTAKE, "End", "nothing new can begin here", session::mayBegin);
  }

  @Test
  void nothingNewBeginsBeforeTheAnswer() throws Exception {
    Session<Talk> session = session(asker);
    session.sendPipelined(new Ask(5, false));
    violates(Rule.OWN_MISTAKE, "Busy", "answers are outstanding", session::mayBegin);
  }

  @Test
  void theWakerEndsANextOnce() throws Exception {
    Session<Talk> session = session(asker);
    asker.then(asker::wake);
    assertThat(session.next()).isEqualTo(Turn.WOKEN);
    assertThat(session.next(Duration.ZERO)).isEqualTo(Turn.TIME);
  }

  @Test
  void bytesThatNobodyAskedForAreNotLookedAt() throws Exception {
    Session<Talk> session = session(asker.arrives("ffff"));
    assertThat(session.next(Duration.ofSeconds(1))).isEqualTo(Turn.TIME);
    assertThat(asker.left()).isEqualTo("ffff");
  }

  @Test
  void theCodecOfAnUnknownMessageSaysSo() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> TaggedCodec.<Talk>table().build().encode(ANSWERED));
  }

  @Test
  void aMessageHasOneLineInTheCodec() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> TaggedCodec.<Talk>table().message(1, new Wait()).message(2, new Wait()).build())
        .withMessageContaining("two lines for io.tempera.kit.Talk$Wait");
  }

  @Test
  void eachStateIsShownOnceWithItsAgencyAndAlwaysByTheSameObject() throws Exception {
    FakeHalf asker = new FakeHalf(Direction.INITIATOR).arrives("8101" + "82024100" + "82024100");
    Session<Talk> session = new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, asker, asker);
    session.sendPipelined(new Talk.Ask(5, false));
    session.sendPipelined(new Talk.Ask(6, false));
    session.receive();
    session.receive();
    session.receive();
    session.done("enough");
    assertThat(asker.positions.stream().map(at -> at.state() + " " + at.agency()))
        .containsExactly(
            "Idle Optional[INITIATOR]",
            "Busy Optional[RESPONDER]",
            "MustAnswer Optional[RESPONDER]",
            "Busy Optional[RESPONDER]",
            "Idle Optional[INITIATOR]",
            "End Optional.empty");
    assertThat(asker.positions).extracting(Position::protocol).containsOnly("talk");
    assertThat(asker.positions.get(3)).isSameAs(asker.positions.get(1));
    assertThat(asker.positions.get(4)).isSameAs(asker.positions.get(0));
  }
}
