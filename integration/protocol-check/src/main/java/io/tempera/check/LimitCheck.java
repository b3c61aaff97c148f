package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.Limits;
import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.State;
import io.tempera.kit.Turn;
import io.tempera.mux.Direction;
import io.tempera.runtime.Chance;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;

/** The side that waits applies its state's limits: exactly the limit is fine, more is not. */
final class LimitCheck<M> {
  private static final int WIDE_HEAD = 5;

  private final Samples<M> samples;

  LimitCheck(Samples<M> samples) {
    this.samples = samples.withoutKinds();
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.reached()) {
      if (state.isEnd()) {
        continue;
      }
      Limits limits = state.limits().orElseThrow();
      String size = state.name() + ": " + limits.bytes() + " bytes";
      tests.add(dynamicTest(size, () -> sizes(state, limits.bytes())));
      tests.add(dynamicTest(size + " that do not end", () -> endless(state, limits.bytes())));
      if (limits.atLeast().isPresent()) {
        tests.add(late(state, limits.atLeast().get(), bound -> 0));
        tests.add(late(state, limits.atMost().orElseThrow(), bound -> bound - 1));
      } else {
        tests.add(dynamicTest(state.name() + ": no time limit", () -> neverLate(state)));
      }
    }
    return tests.stream();
  }

  /** A byte string has the size, though it is no message: at the limit the codec sees it. */
  private void sizes(State<M> state, int limit) throws Exception {
    Stage<M> fits = stage(state, bound -> 0);
    fits.in(
        state,
        session -> {
          fits.world().add(byteString(limit));
          assertThatExceptionOfType(ProtocolViolation.class)
              .isThrownBy(session::receive)
              .satisfies(v -> assertThat(v.rule()).isNotEqualTo(Rule.TOO_LARGE));
        });
    tooLarge(state, byteString(limit + 1));
  }

  private void endless(State<M> state, int limit) throws Exception {
    byte[] bytes = new byte[limit + 1];
    bytes[0] = (byte) 0x9f;
    tooLarge(state, bytes);
  }

  private void tooLarge(State<M> state, byte[] bytes) throws Exception {
    Stage<M> stage = stage(state, bound -> 0);
    stage.in(
        state,
        session -> {
          stage.world().add(bytes);
          refused(state, Rule.TOO_LARGE, session::receive);
        });
  }

  private DynamicTest late(State<M> state, Duration limit, Chance chance) {
    return dynamicTest(
        state.name() + ": " + limit,
        () -> {
          for (M message : samples.legalIn(state)) {
            justInTime(state, limit, chance, message);
            tooLate(state, limit, chance, message);
          }
        });
  }

  private void justInTime(State<M> state, Duration limit, Chance chance, M message)
      throws Exception {
    Stage<M> stage = stage(state, chance);
    ScriptedWorld world = stage.world();
    byte[] bytes = samples.codec().encode(message);
    stage.in(
        state,
        session -> {
          world.passes(limit.multipliedBy(2));
          world.then(() -> world.passes(limit.minusNanos(1)));
          world.thenArrives(bytes);
          Same.check(session.receive(), message);
        });
  }

  /** The limit counts from the beginning of the wait to the last byte, whatever comes between. */
  private void tooLate(State<M> state, Duration limit, Chance chance, M message) throws Exception {
    Stage<M> stage = stage(state, chance);
    ScriptedWorld world = stage.world();
    byte[] bytes = samples.codec().encode(message);
    stage.in(
        state,
        session -> {
          Duration began = world.elapsed();
          assertThat(session.next(limit.dividedBy(2))).isEqualTo(Turn.TIME);
          world.add(Arrays.copyOf(bytes, bytes.length - 1));
          refused(state, Rule.TOO_LATE, session::receive);
          assertThat(world.elapsed().minus(began)).isEqualTo(limit);
        });
  }

  private void neverLate(State<M> state) throws Exception {
    Stage<M> stage = stage(state, bound -> 0);
    stage.in(state, session -> assertThat(session.next(Duration.ofDays(365))).isEqualTo(Turn.TIME));
  }

  private Stage<M> stage(State<M> state, Chance chance) {
    Direction half = Samples.receiver(state).orElseThrow();
    return new Stage<>(samples, half, Optional.empty(), chance);
  }

  private static void refused(State<?> state, Rule rule, ThrowingCallable call) {
    assertThatExceptionOfType(ProtocolViolation.class)
        .isThrownBy(call)
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(rule);
              assertThat(violation.state()).isEqualTo(state.name());
            });
  }

  /** A byte string of that size with its head, whose length is wider than it need be. */
  private static byte[] byteString(int size) {
    byte[] item = new byte[size];
    if (size < WIDE_HEAD) {
      item[0] = (byte) (0x40 | size - 1);
    } else {
      ByteBuffer.wrap(item).put((byte) 0x5a).putInt(size - WIDE_HEAD);
    }
    return item;
  }
}
