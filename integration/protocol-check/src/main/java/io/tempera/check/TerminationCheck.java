package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.Agency;
import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.Session;
import io.tempera.kit.State;
import io.tempera.kit.Turn;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * An initiator that is asked to terminate hears it in every state, and ends where the table says
 * how.
 */
final class TerminationCheck<M> {
  private final Samples<M> samples;

  TerminationCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.reached()) {
      if (state.isEnd()) {
        continue;
      }
      tests.add(dynamicTest("heard in " + state.name(), () -> heard(state)));
      if (samples.spec().canEnd()) {
        tests.add(dynamicTest("an end can be reached from " + state.name(), () -> hasEnd(state)));
      }
    }
    return tests.stream();
  }

  private void heard(State<M> state) throws Exception {
    Stage<M> stage = new Stage<>(samples, Direction.INITIATOR);
    ScriptedWorld world = stage.world();
    stage.in(
        state,
        session -> {
          Duration began = world.elapsed();
          world.then(() -> world.control(ControlMessage.TERMINATE));
          assertThat(session.next(Duration.ofNanos(1))).isEqualTo(Turn.TERMINATE);
          assertThat(world.elapsed()).as("at once").isEqualTo(began);
          if (state.agency() == Agency.INITIATOR) {
            ends(session, state, world);
          } else {
            for (M answer : samples.legalIn(state).subList(0, 1)) {
              stage.exchange(session, answer);
            }
          }
        });
  }

  private void ends(Session<M> session, State<M> state, ScriptedWorld world) throws Exception {
    if (state.terminate().isPresent()) {
      HalfResult.Finished finished = session.done("terminated");
      assertThat(finished).isEqualTo(new HalfResult.Finished("terminated", Optional.empty()));
      assertThat(world.sent()).containsExactly(samples.codec().encode(state.terminate().get()));
      assertThat(session.state().isEnd()).isTrue();
    } else if (samples.spec().canEnd()) {
      assertThatExceptionOfType(ProtocolViolation.class)
          .isThrownBy(() -> session.done("terminated"))
          .satisfies(v -> assertThat(v.state()).isEqualTo(state.name()));
    }
  }

  private void hasEnd(State<M> state) {
    List<State<M>> open = new ArrayList<>(List.of(state));
    for (int i = 0; i < open.size(); i++) {
      State<M> from = open.get(i);
      for (M message : samples.legalIn(from)) {
        State<M> to = samples.next(from, message);
        if (!open.contains(to)) {
          open.add(to);
        }
      }
    }
    assertThat(open).as("reached from %s", state.name()).anyMatch(State::isEnd);
  }
}
