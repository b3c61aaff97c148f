package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.Move;
import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.State;
import io.tempera.mux.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What the table pipelines may be sent again before it is answered; nothing else may. */
final class PipelineCheck<M> {
  private static final int DEEP = 5;

  private final Samples<M> samples;

  PipelineCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.reached()) {
      for (M message : samples.legalIn(state)) {
        Move<M> move = state.moveFor(message).orElseThrow();
        State<M> target = samples.next(state, message);
        Optional<List<M>> answers =
            target.isEnd() ? Optional.empty() : samples.answers(target, state);
        String name = Readable.text(message) + " in " + state.name();
        if (!move.pipelined()) {
          tests.add(dynamicTest(name + " alone", () -> refused(state, message)));
        } else if (answers.isPresent() && !mayEnd(target)) {
          int deep = Math.min(DEEP, move.mostOutstanding());
          tests.add(
              dynamicTest(
                  name + " " + deep + " times",
                  () -> inOrder(state, message, answers.get(), deep)));
          if (deep > 1) {
            tests.add(
                dynamicTest(
                    name + " " + deep + " times, and handed over",
                    () -> handedOver(state, message, answers.get(), deep)));
          }
          tests.add(
              dynamicTest(
                  name + " at most " + move.mostOutstanding() + " times",
                  () -> bounded(state, message, answers.get())));
        } else {
          tests.add(
              dynamicTest(name + " alone: its answer may end", () -> refused(state, message)));
        }
      }
    }
    return tests.stream();
  }

  private void inOrder(State<M> state, M message, List<M> answers, int deep) throws Exception {
    Stage<M> stage = new Stage<>(samples, sender(state));
    stage.in(
        state,
        session -> {
          for (int i = 0; i < deep; i++) {
            session.sendPipelined(message);
          }
          for (int left = deep; left > 0; left--) {
            assertThat(session.outstanding()).isEqualTo(left);
            for (M answer : answers) {
              stage.world().add(samples.codec().encode(answer));
              Same.check(session.receive(), answer);
            }
          }
          assertThat(session.outstanding()).isZero();
          assertThat(session.state().name()).isEqualTo(state.name());
          assertThat(stage.world().sent()).hasSize(deep);
        });
  }

  /** With more than one message unanswered there is no hand-over, whatever the state. */
  private void handedOver(State<M> state, M message, List<M> answers, int deep) throws Exception {
    Stage<M> stage = new Stage<>(samples, sender(state));
    ScriptedWorld world = stage.world();
    List<Integer> unanswered = new ArrayList<>();
    Stage.Scene<M> scene =
        session -> {
          world.askHandOver();
          for (int i = 0; i < deep; i++) {
            session.sendPipelined(message);
          }
          while (session.outstanding() > 0) {
            for (M answer : answers) {
              world.add(samples.codec().encode(answer));
              unanswered.add(session.outstanding());
              session.receive();
            }
          }
          unanswered.add(0);
          session.next(Duration.ZERO);
        };
    if (isPoint(state, message, answers)) {
      stage.handOverIn(state, scene);
    } else {
      stage.in(state, scene);
    }
    assertThat(unanswered).as("unanswered when it was handed over").last().isIn(0, 1);
  }

  /** Whether a hand-over finds its place on the way through the last answers, or after them. */
  private boolean isPoint(State<M> state, M message, List<M> answers) {
    State<M> on = samples.next(state, message);
    boolean found = state.isHandOverPoint();
    for (M answer : answers) {
      found |= on.isHandOverPoint();
      on = samples.next(on, answer);
    }
    return found;
  }

  /** One more than the table says is refused, and is not sent, until an answer was received. */
  private void bounded(State<M> state, M message, List<M> answers) throws Exception {
    int most = state.moveFor(message).orElseThrow().mostOutstanding();
    Stage<M> stage = new Stage<>(samples, sender(state));
    stage.in(
        state,
        session -> {
          for (int i = 0; i < most; i++) {
            session.sendPipelined(message);
          }
          assertThatExceptionOfType(ProtocolViolation.class)
              .isThrownBy(() -> session.sendPipelined(message))
              .withMessageContaining("the limit is " + most);
          assertThat(stage.world().sent()).hasSize(most);
          for (M answer : answers) {
            stage.world().add(samples.codec().encode(answer));
            session.receive();
          }
          session.sendPipelined(message);
          assertThat(session.outstanding()).isEqualTo(most);
        });
  }

  private void refused(State<M> state, M message) throws Exception {
    Stage<M> stage = new Stage<>(samples, sender(state));
    stage.in(
        state,
        session -> {
          assertThatExceptionOfType(ProtocolViolation.class)
              .isThrownBy(() -> session.sendPipelined(message))
              .withMessageContaining("cannot pipeline");
          assertThat(stage.world().sent()).isEmpty();
        });
  }

  private boolean mayEnd(State<M> answering) {
    return samples.spec().states().stream()
        .filter(State::isEnd)
        .anyMatch(end -> samples.answers(answering, end).isPresent());
  }

  private Direction sender(State<M> state) {
    return Samples.receiver(state).orElseThrow().opposite();
  }
}
