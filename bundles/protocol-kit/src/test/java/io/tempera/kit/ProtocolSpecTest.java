package io.tempera.kit;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.NOBODY;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.kit.Talk.Answer;
import io.tempera.kit.Talk.Ask;
import io.tempera.kit.Talk.Stop;
import io.tempera.kit.Talk.Wait;
import io.tempera.mux.Direction;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ProtocolSpecTest {
  private static void refused(String sentence, UnaryOperator<ProtocolSpecBuilder<Talk>> table) {
    assertThatThrownBy(() -> table.apply(ProtocolSpec.named("table")).build())
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessageContaining("able of table")
        .hasMessageContaining(sentence);
  }

  @Test
  void theTableCanBeRead() {
    assertThat(Talk.SPEC.name()).isEqualTo("talk");
    assertThat(Talk.SPEC.initial().name()).isEqualTo("Idle");
    assertThat(Talk.SPEC.states())
        .extracting(State::name)
        .containsExactly("Idle", "Busy", "MustAnswer", "LastBusy", "End");
    State<Talk> idle = Talk.SPEC.state("Idle");
    assertThat(idle.terminate()).contains(new Stop());
    assertThat(idle.moves().get(0).pipelined()).isTrue();
    assertThat(idle.moves().get(0).targets()).containsExactly("Busy", "LastBusy");
    assertThat(idle.allows(Stop.class)).isTrue();
    assertThat(idle.allows(Wait.class)).isFalse();
    assertThat(Talk.SPEC.resumePoints())
        .containsExactly(
            new ResumePoint("Idle", 0),
            new ResumePoint("Idle", 1),
            new ResumePoint("MustAnswer", 1));
    assertThatThrownBy(() -> Talk.SPEC.state("idle"))
        .hasMessageContaining("talk has no state idle");
  }

  @Test
  void theTableReadsLikeThePageOfABook() {
    assertThat(Talk.SPEC.page())
        .isEqualTo(
            """
            talk

            Idle: the beginning, initiator speaks, at most 100 bytes within 20 s
              Ask -> Busy or LastBusy (pipelined, at most 300)
              Stop -> End (when it is to terminate)
              may be handed over here, with no memo or a memo of version 1

            Busy: responder speaks, at most 50 bytes within 5 s
              Wait -> MustAnswer
              Answer -> Idle

            MustAnswer: responder speaks, at most 50000 bytes within 10 s to 20 s
              Answer -> Idle
              may be handed over here, with a memo of version 1

            LastBusy: responder speaks, at most 50 bytes
              Answer -> End

            End: the end
            """);
    ProtocolSpec<Talk> quick =
        ProtocolSpec.<Talk>named("quick")
            .state("A", INITIATOR, bytes(1).within(Duration.ofMillis(1_500)))
            .on(Stop.class, "End")
            .end("End")
            .build();
    assertThat(quick.page())
        .isEqualTo(
            """
            quick

            A: the beginning, initiator speaks, at most 1 byte within 1.5 s
              Stop -> End
              may be handed over here

            End: the end
            """);
  }

  @Test
  void theInitialStateIsAHandOverPointWhereTheTableNamesNone() {
    ProtocolSpec<Talk> spec =
        ProtocolSpec.<Talk>named("table")
            .state("A", INITIATOR, bytes(1))
            .on(Stop.class, "End")
            .end("End")
            .build();
    assertThat(spec.resumePoints()).containsExactly(new ResumePoint("A", 0));
  }

  @Test
  void aTableThatMakesNoSenseIsRefusedWhenItIsBuilt() {
    refused("has no state", t -> t);
    refused("Begin the table", t -> t.on(Stop.class, "A"));
    refused("A is there twice", t -> t.end("A").end("A"));
    refused("A is an end if nobody", t -> t.state("A", NOBODY, bytes(1)));
    refused("A has no messages", t -> t.state("A", INITIATOR, bytes(1)));
    refused("A ends, but has messages", t -> t.end("A").on(Stop.class, "A"));
    refused(
        "A has Stop twice",
        t -> t.state("A", INITIATOR, bytes(1)).on(Stop.class, "A").on(Stop.class, "A"));
    refused(
        "leads to B, which is missing", t -> t.state("A", INITIATOR, bytes(1)).on(Stop.class, "B"));
    refused("leads nowhere", t -> t.state("A", INITIATOR, bytes(1)).on(Stop.class, m -> "A"));
    refused(
        "B cannot be reached from A",
        t -> t.state("A", INITIATOR, bytes(1)).on(Stop.class, "A").end("B"));
    refused(
        "does not lead to an end",
        t -> t.state("A", INITIATOR, bytes(1)).onTerminate(new Stop(), "A"));
    refused("nothing is left to hand over", t -> t.end("A").handOver());
    refused("memo versions [0, -1]", t -> t.state("A", INITIATOR, bytes(1)).handOver(0, -1));
    refused(
        "A terminates with Stop[] already",
        t ->
            t.state("A", INITIATOR, bytes(1))
                .onTerminate(new Stop(), "End")
                .onTerminate(new Wait(), "End"));
    refused("no message yet", t -> t.state("A", INITIATOR, bytes(1)).pipelined());
    refused(
        "whose answers do not lead back",
        t ->
            t.state("A", INITIATOR, bytes(1))
                .on(Ask.class, "B")
                .pipelined()
                .state("B", RESPONDER, bytes(1))
                .on(Answer.class, "C")
                .state("C", INITIATOR, bytes(1))
                .on(Stop.class, "A"));
    refused(
        "whose answers do not lead back",
        t -> t.state("A", INITIATOR, bytes(1)).on(Ask.class, "A").pipelined());
  }

  @Test
  void aChoiceThatTheTableDoesNotListIsRefused() {
    Move<Talk> move =
        ProtocolSpec.<Talk>named("table")
            .state("A", INITIATOR, bytes(1))
            .on(Ask.class, ask -> "B", "A")
            .build()
            .initial()
            .moves()
            .get(0);
    assertThatThrownBy(() -> move.next(new Ask(1, false)))
        .hasMessage(
            "The table lists [A] for Ask, but its choice says B: list that state too, or choose another");
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> bytes(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bytes(1).within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bytes(1).withinBetween(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTableWithoutAnEndLetsTheConversationStopAnywhere() throws Exception {
    ProtocolSpec<Talk> endless =
        ProtocolSpec.<Talk>named("endless")
            .state("A", INITIATOR, bytes(9))
            .on(Ask.class, "A")
            .build();
    FakeHalf half = new FakeHalf(Direction.INITIATOR);
    HalfResult result =
        new TypedHalf<>(endless, Talk.CODEC, bound -> 0, session -> session.done("enough"))
            .run(half, half);
    assertThat(result).isInstanceOf(HalfResult.Finished.class);
    assertThat(half.sent).isEmpty();
  }

  @Test
  void aMiniProtocolIsMadeOfATableACodecAndTwoConversations() throws Exception {
    MiniProtocol talk =
        new KitProtocol<>(Talk.SPEC, Talk.CODEC, bound -> 0) {
          @Override
          protected HalfResult.Finished initiate(Session<Talk> session) throws Exception {
            return session.done("nothing to ask");
          }

          @Override
          protected HalfResult.Finished respond(Session<Talk> session) throws Exception {
            session.receive(Stop.class);
            return session.done("nothing asked");
          }
        };
    assertThat(talk.resumesFrom()).isEqualTo(Talk.SPEC.resumePoints());
    FakeHalf asker = new FakeHalf(Direction.INITIATOR);
    FakeHalf answerer = new FakeHalf(Direction.RESPONDER);
    Half half = talk.initiator();
    assertThat(half.run(asker, asker)).hasToString(finished("nothing to ask"));
    answerer.arrives(asker.sent.get(0));
    assertThat(talk.responder().run(answerer, answerer)).hasToString(finished("nothing asked"));
  }

  private static String finished(String outcome) {
    return new HalfResult.Finished(outcome, Optional.empty()).toString();
  }
}
