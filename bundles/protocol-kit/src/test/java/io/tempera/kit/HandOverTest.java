package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.kit.Talk.Answer;
import io.tempera.kit.Talk.Ask;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HandOverTest {
  private static final String ASK_5 = "830005f4";
  private static final String WAIT = "8101";
  private static final String ANSWER = "82024100";

  private final FakeHalf asker = new FakeHalf(Direction.INITIATOR);
  private final FakeHalf answerer = new FakeHalf(Direction.RESPONDER);

  private static Snapshot run(FakeHalf half, Conversation<Talk> conversation) throws Exception {
    HalfResult result =
        new TypedHalf<>(Talk.SPEC, Talk.CODEC, bound -> 0, conversation).run(half, half);
    assertThat(result).isInstanceOf(HalfResult.HandedOver.class);
    return ((HalfResult.HandedOver) result).snapshot();
  }

  private static byte[] memo(Snapshot snapshot) {
    byte[] bytes = new byte[snapshot.memo().remaining()];
    snapshot.memo().get(bytes);
    return bytes;
  }

  @Test
  void aHalfThatSleepsAtAPointIsUnwoundWhenAsked() throws Exception {
    asker.then(asker::askHandOver);
    Snapshot snapshot =
        run(
            asker,
            session -> {
              session.next(Duration.ofSeconds(10));
              throw new AssertionError("never comes back");
            });
    assertThat(snapshot.point()).isEqualTo("Idle");
    assertThat(snapshot.memoVersion()).isZero();
    assertThat(snapshot.remaining()).contains(Duration.ofSeconds(10));
    assertThat(asker.elapsed()).isZero();
  }

  @Test
  void aHalfThatIsQuietIsUnwoundWhenAsked() throws Exception {
    asker.control(ControlMessage.QUIESCE).then(asker::askHandOver);
    Snapshot snapshot =
        run(
            asker,
            session -> {
              session.mayBegin();
              throw new AssertionError("never comes back");
            });
    assertThat(snapshot.point()).isEqualTo("Idle");
  }

  @Test
  void whoeverBeginsARoundIsUnwoundAlsoIfItNeverWaits() throws Exception {
    Snapshot snapshot =
        run(
            asker.arrives(ANSWER),
            session -> {
              while (session.mayBegin()) {
                session.send(new Ask(5, false));
                session.receive();
                asker.askHandOver();
              }
              throw new AssertionError("never comes here");
            });
    assertThat(snapshot.point()).isEqualTo("Idle");
    assertThat(snapshot.remaining()).isEmpty();
    assertThat(asker.sent).containsExactly(ASK_5);

    FakeHalf terminated = new FakeHalf(Direction.INITIATOR).askHandOver();
    terminated.control(ControlMessage.TERMINATE);
    Session<Talk> session =
        new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, terminated, terminated);
    assertThat(session.mayBegin()).as("to terminate goes before").isFalse();
  }

  @Test
  void aHalfThatCatchesWhateverItGetsIsUnwoundAllTheSame() throws Exception {
    Snapshot snapshot =
        run(
            asker.askHandOver(),
            session -> {
              try {
                session.next();
                throw new AssertionError("never comes back");
              } catch (Exception e) {
                throw new AssertionError("not seen here", e);
              }
            });
    assertThat(snapshot.point()).isEqualTo("Idle");
  }

  @Test
  void aHalfThatWaitsForAMessageLeavesItsBytesAndTheRestOfTheLimit() throws Exception {
    answerer.then(() -> answerer.passes(Duration.ofSeconds(13)).arrives("8300").askHandOver());
    Snapshot snapshot =
        run(
            answerer,
            session -> {
              session.receive();
              throw new AssertionError("never comes back");
            });
    assertThat(snapshot.point()).isEqualTo("Idle");
    assertThat(snapshot.remaining()).contains(Duration.ofSeconds(7));
    assertThat(answerer.left()).isEqualTo("8300");

    FakeHalf next = new FakeHalf(Direction.RESPONDER, Optional.of(snapshot)).arrives("8300");
    next.then(() -> next.passes(Duration.ofMillis(6_999)).arrives("05f5"));
    Session<Talk> session = new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, next, next);
    assertThat(session.receive()).isEqualTo(new Ask(5, true));

    FakeHalf late = new FakeHalf(Direction.RESPONDER, Optional.of(snapshot));
    assertThatThrownBy(new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, late, late)::receive)
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("7000 ms");
  }

  @Test
  void aHalfThatIsNotAtAPointGoesOnToTheNext() throws Exception {
    Snapshot snapshot =
        run(
            asker.askHandOver().thenArrives(ANSWER),
            session -> {
              session.send(new Ask(5, false));
              assertThat(session.receive()).isEqualTo(new Answer(new byte[1]));
              session.next(Duration.ZERO);
              throw new AssertionError("never comes back");
            });
    assertThat(snapshot.point()).isEqualTo("Idle");
    assertThat(asker.sent).containsExactly(ASK_5);
  }

  @Test
  void terminateGoesBeforeAHandOver() throws Exception {
    asker.askHandOver().control(ControlMessage.TERMINATE);
    HalfResult result =
        new TypedHalf<>(
                Talk.SPEC,
                Talk.CODEC,
                bound -> 0,
                session -> {
                  assertThat(session.next()).isEqualTo(Turn.TERMINATE);
                  return session.done("terminated");
                })
            .run(asker, asker);
    assertThat(result).isEqualTo(new HalfResult.Finished("terminated", Optional.empty()));
  }

  @Test
  void theLastPipelinedAnswerIsAPointButNotWhileMoreAreOutstanding() throws Exception {
    Snapshot snapshot =
        run(
            asker.askHandOver().arrives(WAIT + ANSWER + WAIT),
            session -> {
              session.sendPipelined(new Ask(5, false));
              session.sendPipelined(new Ask(6, false));
              session.receive();
              session.receive();
              session.memo(1, () -> new byte[] {7, 8});
              session.receive();
              assertThat(session.outstanding()).isEqualTo(1);
              session.receive();
              throw new AssertionError("never comes back");
            });
    assertThat(snapshot.point()).isEqualTo("MustAnswer");
    assertThat(snapshot.remaining()).contains(Duration.ofSeconds(10));
    assertThat(snapshot.memoVersion()).isEqualTo(1);
    assertThat(memo(snapshot)).containsExactly(7, 8);

    FakeHalf next = new FakeHalf(Direction.INITIATOR, Optional.of(snapshot)).arrives(ANSWER);
    Session<Talk> session = new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, next, next);
    assertThat(session.resumed()).contains(snapshot);
    assertThat(next.positions.getFirst().state()).isEqualTo("MustAnswer");
    assertThat(session.receive()).isInstanceOf(Answer.class);
    assertThat(session.state().name()).isEqualTo("Idle");
    session.done("carried on to the end");
  }

  @Test
  void whoeverPipelinesLearnsOfAHandOverBeforeAllIsAnswered() throws Exception {
    asker.then(() -> asker.askHandOver().arrives(ANSWER + ANSWER));
    boolean[] left = new boolean[1];
    Snapshot snapshot =
        run(
            asker,
            session -> {
              try {
                session.sendPipelined(new Ask(5, false));
                session.sendPipelined(new Ask(6, false));
                assertThat(session.handOverAsked()).isFalse();
                session.receive();
                assertThat(session.handOverAsked()).isTrue();
                session.receive();
                assertThat(session.isHandedOver()).isFalse();
                session.mayBegin();
                throw new AssertionError("never comes back");
              } finally {
                left[0] = session.isHandedOver();
              }
            });
    assertThat(left).containsExactly(true);
    assertThat(snapshot.point()).isEqualTo("Idle");
    assertThat(asker.sent).hasSize(2);
  }

  @Test
  void aHandOverIsNotAskedForWhileTerminating() {
    FakeHalf half = new FakeHalf(Direction.INITIATOR).askHandOver();
    Session<Talk> session = new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, half, half);
    assertThat(session.handOverAsked()).isTrue();
    half.control(ControlMessage.TERMINATE);
    assertThat(session.handOverAsked()).isFalse();
  }

  @Test
  void whatTheOneBeforeLeftIsLeftToTheNextUnlessItIsReplaced() throws Exception {
    Snapshot before = new Snapshot("Idle", 1, ByteBuffer.wrap(new byte[] {5}), Optional.empty());
    FakeHalf half = new FakeHalf(Direction.INITIATOR, Optional.of(before)).askHandOver();
    Snapshot after =
        run(
            half,
            session -> {
              session.next();
              throw new AssertionError("never comes back");
            });
    assertThat(memo(after)).containsExactly(5);
    assertThat(after.memoVersion()).isEqualTo(1);
  }

  @Test
  void aHalfDoesNotCarryOnFromWhatItDoesNotUnderstand() {
    Snapshot before = new Snapshot("MustAnswer", 2, ByteBuffer.allocate(0), Optional.empty());
    FakeHalf half = new FakeHalf(Direction.INITIATOR, Optional.of(before));
    assertThatThrownBy(() -> run(half, session -> session.done("never")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("talk cannot carry on at MustAnswer with memo version 2, only from");
  }

  @Test
  void aMemoOfAVersionThatTheTableDoesNotNameIsAMistake() {
    for (int version : new int[] {0, -1, 2}) {
      assertThatThrownBy(
              () ->
                  run(
                      asker,
                      session -> {
                        session.memo(version, new byte[0]);
                        return session.done("never");
                      }))
          .isInstanceOf(ProtocolViolation.class)
          .hasMessageContaining("talk in state Idle: cannot leave a memo of version " + version)
          .hasMessageContaining(version > 0 ? "as in handOver(0, 2)" : "begin with 1");
    }
  }

  @Test
  void aConversationThatCatchesTheSignalIsToldSoWhateverItDoesThen() {
    Map<String, Conversation<Talk>> next = new LinkedHashMap<>();
    next.put("returns", session -> new HalfResult.Finished("as if nothing was", Optional.empty()));
    next.put("ends", session -> session.done("as if nothing was"));
    next.put(
        "asks",
        session -> {
          session.send(new Ask(5, false));
          throw new AssertionError("was not sent");
        });
    next.put(
        "waits",
        session -> {
          session.next(Duration.ZERO);
          throw new AssertionError("did not wait");
        });
    next.forEach(
        (name, then) ->
            assertThatThrownBy(
                    () ->
                        run(
                            new FakeHalf(Direction.INITIATOR).askHandOver(),
                            session -> {
                              try {
                                session.next();
                              } catch (Throwable swallowed) {
                                return then.hold(session);
                              }
                              throw new AssertionError("never comes back");
                            }))
                .as(name)
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("talk in state Idle")
                .hasMessageContaining("never Throwable or Error"));
  }
}
