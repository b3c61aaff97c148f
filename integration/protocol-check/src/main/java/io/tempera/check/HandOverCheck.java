package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.kit.Session;
import io.tempera.kit.State;
import io.tempera.mux.Direction;
import io.tempera.protocol.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * At every point either half can be handed over, with part of a message there, and carries on the
 * same.
 */
final class HandOverCheck<M> {
  private static final byte[] MEMO = {1, 2, 3};

  private final Samples<M> samples;

  HandOverCheck(Samples<M> samples) {
    this.samples = samples;
  }

  Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (State<M> state : samples.reached()) {
      for (Direction half : Direction.values()) {
        for (int memoVersion : state.resumable()) {
          tests.add(
              dynamicTest(
                  half.name().toLowerCase(Locale.ROOT)
                      + " in "
                      + state.name()
                      + ", memo version "
                      + memoVersion,
                  () -> handedOver(state, half, memoVersion)));
        }
      }
    }
    return tests.stream();
  }

  private void handedOver(State<M> state, Direction half, int memoVersion) throws Exception {
    for (M message : samples.legalIn(state)) {
      byte[] bytes = samples.codec().encode(message);
      boolean sends = state.agency().belongsTo(half);
      Stage<M> stage = new Stage<>(samples, half);
      ScriptedWorld world = stage.world();
      Snapshot snapshot =
          stage.handOverIn(
              state,
              session -> {
                if (memoVersion > 0) {
                  session.memo(memoVersion, MEMO);
                }
                if (!sends) {
                  world.then(() -> world.add(Arrays.copyOf(bytes, bytes.length - 1)));
                }
                world.then(world::askHandOver);
                waits(session, sends);
              });
      assertThat(snapshot.point()).isEqualTo(state.name());
      assertThat(snapshot.memoVersion()).isEqualTo(memoVersion);
      assertThat(snapshot.memo().remaining()).isEqualTo(memoVersion > 0 ? MEMO.length : 0);
      carriesOn(state, half, snapshot, world.left(), message);
    }
  }

  private static void waits(Session<?> session, boolean sends) throws Exception {
    if (sends) {
      session.next();
    } else {
      session.receive();
    }
    throw new AssertionError("The wait returned although a hand-over was asked for");
  }

  private void carriesOn(State<M> state, Direction half, Snapshot snapshot, byte[] left, M message)
      throws Exception {
    byte[] bytes = samples.codec().encode(message);
    Stage<M> stage = new Stage<>(samples, half, Optional.of(snapshot), bound -> 0);
    stage.play(
        session -> {
          assertThat(session.state().name()).isEqualTo(state.name());
          if (state.agency().belongsTo(half)) {
            session.send(message);
            assertThat(stage.world().sent()).containsExactly(bytes);
          } else {
            assertThat(left).as("not one byte is taken").hasSize(bytes.length - 1);
            stage.world().add(left);
            stage.world().thenArrives(new byte[] {bytes[bytes.length - 1]});
            Same.check(session.receive(), message);
          }
          assertThat(session.state().name()).isEqualTo(samples.next(state, message).name());
        });
  }
}
