package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.Session;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;

/** Every state × every message × both halves, sent and received. */
final class WalkCheck<M> {
  private final Samples<M> samples;

  WalkCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Direction half : Direction.values()) {
      for (State<M> state : samples.reached()) {
        for (M message : samples.messages()) {
          String where =
              half.name().toLowerCase(Locale.ROOT)
                  + " in "
                  + state.name()
                  + ", "
                  + Readable.text(message);
          tests.add(dynamicTest(where + " sent", () -> sends(half, state, message)));
          tests.add(dynamicTest(where + " received", () -> receives(half, state, message)));
          if (Samples.receiver(state).filter(half::equals).isPresent()) {
            tests.add(dynamicTest(where + " begun", () -> begins(half, state, message)));
          }
        }
      }
    }
    return tests.stream();
  }

  private void sends(Direction half, State<M> state, M message) throws Exception {
    boolean legal = state.agency().belongsTo(half) && state.moveFor(message).isPresent();
    Stage<M> stage = new Stage<>(samples, half);
    stage.in(
        state,
        session -> {
          if (legal) {
            session.send(message);
            assertThat(stage.world().sent()).containsExactly(samples.codec().encode(message));
            isIn(session, samples.next(state, message));
          } else {
            refused(state, () -> session.send(message), Rule.OWN_MISTAKE);
            assertThat(stage.world().sent()).isEmpty();
          }
        });
  }

  private void receives(Direction half, State<M> state, M message) throws Exception {
    Stage<M> stage = new Stage<>(samples, half);
    byte[] bytes = samples.codec().encode(message);
    stage.in(
        state,
        session -> {
          stage.world().add(bytes);
          if (state.isEnd() || state.agency().belongsTo(half)) {
            refused(state, session::receive, Rule.OWN_MISTAKE);
            assertThat(stage.world().left()).as("not looked at out of turn").isEqualTo(bytes);
          } else if (state.moveFor(message).isPresent()) {
            Same.check(session.receive(), message);
            isIn(session, samples.next(state, message));
            assertThat(stage.world().left()).isEmpty();
          } else if (!meansSomethingElse(state, bytes)) {
            boolean fits = bytes.length <= state.limits().orElseThrow().bytes();
            refused(
                state,
                session::receive,
                Rule.OUT_OF_TURN,
                Rule.UNDECODABLE,
                fits ? Rule.UNDECODABLE : Rule.TOO_LARGE);
          }
        });
  }

  /** Where the codec tells a message by its beginning, nobody waits for the rest of a wrong one. */
  private void begins(Direction half, State<M> state, M message) throws Exception {
    byte[] bytes = samples.codec().encode(message);
    byte[] part = Arrays.copyOf(bytes, Math.max(1, bytes.length - 1));
    if (state.moveFor(message).isPresent() || part.length == bytes.length || !told(state, part)) {
      return;
    }
    Stage<M> stage = new Stage<>(samples, half);
    stage.in(
        state,
        session -> {
          Duration before = stage.world().elapsed();
          stage.world().add(part);
          refused(state, session::receive, Rule.OUT_OF_TURN, Rule.UNDECODABLE);
          assertThat(stage.world().elapsed()).as("refused without a wait").isEqualTo(before);
        });
  }

  private boolean told(State<M> state, byte[] part) {
    try {
      return samples.codec().kindOf(state, CborReader.ofStart(part)).isPresent();
    } catch (CborException e) {
      return true;
    }
  }

  /** Whether the bytes of a message that is not allowed here are those of one that is. */
  private boolean meansSomethingElse(State<M> state, byte[] bytes) {
    CborReader from = new CborReader(bytes, samples.codec().depth());
    try {
      return state.moveFor(samples.codec().decode(state, from)).isPresent();
    } catch (CborException | IllegalArgumentException e) {
      return false;
    }
  }

  private static void isIn(Session<?> session, State<?> state) {
    assertThat(session.state().name()).isEqualTo(state.name());
  }

  private void refused(State<M> state, ThrowingCallable call, Rule... rules) {
    assertThatExceptionOfType(ProtocolViolation.class)
        .isThrownBy(call)
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isIn((Object[]) rules);
              assertThat(violation.state()).isEqualTo(state.name());
              assertThat(violation.protocol()).isEqualTo(samples.spec().name());
              assertThat(violation).hasMessageContaining(state.name());
            });
  }
}
