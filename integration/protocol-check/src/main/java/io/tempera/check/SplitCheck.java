package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.State;
import io.tempera.mux.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A message may arrive in any pieces, and with the beginning of the next behind it. */
final class SplitCheck<M> {
  /** Of a long encoding so many places from either end are tried. */
  private static final int PLACES = 48;

  private final Samples<M> samples;

  SplitCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.reached()) {
      for (M message : samples.legalIn(state)) {
        tests.add(
            dynamicTest(
                Readable.text(message) + " in " + state.name(), () -> everySplit(state, message)));
      }
    }
    return tests.stream();
  }

  private void everySplit(State<M> state, M message) throws Exception {
    byte[] bytes = samples.codec().encode(message);
    for (int first : places(bytes.length)) {
      for (int second : places(bytes.length)) {
        if (first <= second) {
          arrivesIn(state, message, bytes, first, second);
        }
      }
    }
  }

  private void arrivesIn(State<M> state, M message, byte[] bytes, int first, int second)
      throws Exception {
    Direction half = Samples.receiver(state).orElseThrow();
    Stage<M> stage = new Stage<>(samples, half);
    ScriptedWorld world = stage.world();
    byte[] next = {(byte) 0x82};
    stage.in(
        state,
        session -> {
          world.add(Arrays.copyOf(bytes, first));
          world.thenArrives(Arrays.copyOfRange(bytes, first, second));
          byte[] last = Arrays.copyOfRange(bytes, second, bytes.length + 1);
          last[last.length - 1] = next[0];
          world.thenArrives(last);
          Same.check(session.receive(), message);
          // The last piece need not have arrived: the message may be whole without it.
          assertThat(world.left()).as("the next message's bytes").isIn(new byte[0], next);
        });
  }

  private static int[] places(int length) {
    return IntStream.rangeClosed(0, length)
        .filter(at -> at <= PLACES || at >= length - PLACES)
        .toArray();
  }
}
