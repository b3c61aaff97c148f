package io.tempera.check;

import static io.tempera.check.ConversationCheckItselfTest.CODEC;
import static io.tempera.check.ConversationCheckItselfTest.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.check.ConversationCheckItselfTest.Tick;
import io.tempera.kit.Conversation;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.WaitFor;
import io.tempera.runtime.TemperaRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  private static final String ASK = "initiator Ask[]";
  private static final String ANSWER = "responder Answer[]";

  private static Function<TemperaRuntime, MiniProtocol> tick(Conversation<Tick> asking) {
    return runtime ->
        ConversationCheckItselfTest.protocol(
            SPEC, CODEC, runtime.chance(), asking, ConversationCheckItselfTest::answers);
  }

  private static Rehearsal<Tick> rehearsal() {
    return Rehearsal.of(SPEC, CODEC, 7, tick(ConversationCheckItselfTest::asksWhenItMay));
  }

  @Test
  void timePassesWhenItIsToldToAndWhatPassesCanBeRead() {
    Rehearsal<Tick> tick = rehearsal().latency(Duration.ofSeconds(1)).start();
    assertThat(tick.lines()).as("on its way").isEmpty();
    tick.advance(Duration.ofSeconds(1));
    assertThat(tick.lines()).containsExactly(ASK);
    tick.advance(Duration.ofSeconds(1));
    assertThat(tick.lines()).containsExactly(ASK, ANSWER);
    assertThat(tick.messages()).containsExactly(new Tick.Ask(), new Tick.Answer());
    assertThat(tick.initiator().state()).isEqualTo("Idle");
    tick.terminate();
    assertThat(tick.lines()).containsExactly(ASK, ANSWER, "initiator Stop[]");
    assertThat(tick.runtime().elapsed()).isEqualTo(Duration.ofSeconds(62));
  }

  @Test
  void aHalfIsHandedOverToAnotherImplementation() {
    Rehearsal<Tick> tick = rehearsal().start().advance(Duration.ofSeconds(1));
    tick.handOver(
        Direction.INITIATOR,
        tick(
            session -> {
              session.context().note("the new one, in " + session.state().name());
              return ConversationCheckItselfTest.asksWhenItMay(session);
            }));
    assertThat(tick.handOvers(Direction.INITIATOR)).isEqualTo(1);
    assertThat(tick.handOvers(Direction.RESPONDER)).isZero();
    assertThat(tick.initiator().notes()).containsExactly("the new one, in Idle");
    tick.handOver(Direction.RESPONDER).advance(Duration.ofMillis(9_500)).terminate();
    assertThat(tick.lines()).containsExactly(ASK, ANSWER, ASK, ANSWER, "initiator Stop[]");
  }

  @Test
  void aHandOverWaitsForItsPoint() {
    Rehearsal<Tick> tick = rehearsal().latency(Duration.ofSeconds(1)).start();
    tick.handOver(Direction.INITIATOR);
    assertThat(tick.handOvers(Direction.INITIATOR)).as("an answer is outstanding").isZero();
    tick.advance(Duration.ofSeconds(2));
    assertThat(tick.handOvers(Direction.INITIATOR)).isEqualTo(1);
    tick.terminate();
  }

  @Test
  void theInitiatorIsAskedForQuiet() {
    Rehearsal<Tick> tick = rehearsal().start().advance(Duration.ofSeconds(1));
    tick.ask(ControlMessage.QUIESCE).advance(Duration.ofDays(1));
    assertThat(tick.lines()).hasSize(2);
    tick.ask(ControlMessage.CONTINUE).advance(Duration.ofSeconds(1)).terminate();
    assertThat(tick.lines()).hasSize(5);
  }

  @Test
  void bothHalvesStopWhenTheConnectionGoes() {
    Rehearsal<Tick> tick = rehearsal().start().advance(Duration.ofSeconds(1)).cut();
    for (HalfRun half : List.of(tick.initiator(), tick.responder())) {
      assertThat(half.failure()).containsInstanceOf(InterruptedException.class);
    }
    tick.runtime().assertNothingLeft();
  }

  @Test
  void whoeverDoesNotEndIsNamedWithItsState() {
    Rehearsal<Tick> stubborn =
        Rehearsal.of(
                SPEC,
                CODEC,
                7,
                tick(
                    session -> {
                      while (true) {
                        session.send(new Tick.Ask());
                        session.receive();
                        session.context().note("asked " + session.next(Duration.ofSeconds(1)));
                        session.context().await(WaitFor.NOTHING.orWaker());
                      }
                    }))
            .start();
    assertThatThrownBy(stubborn::terminate)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the initiator has finished in time")
        .hasMessageContaining("is in state Idle");
  }
}
