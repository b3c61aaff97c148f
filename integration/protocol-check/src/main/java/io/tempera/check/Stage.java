package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.kit.Session;
import io.tempera.kit.State;
import io.tempera.kit.TypedHalf;
import io.tempera.mux.Direction;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Snapshot;
import io.tempera.runtime.Chance;
import java.util.Optional;

/**
 * Brings a half into a state of its protocol by a conversation of samples, and then does something
 * there.
 */
final class Stage<M> {
  private final Samples<M> samples;
  private final Direction half;
  private final ScriptedWorld world;
  private final Chance chance;

  Stage(Samples<M> samples, Direction half) {
    this(samples, half, Optional.empty(), bound -> 0);
  }

  Stage(Samples<M> samples, Direction half, Optional<Snapshot> before, Chance chance) {
    this.samples = samples;
    this.half = half;
    this.world = new ScriptedWorld(half, before);
    this.chance = chance;
  }

  ScriptedWorld world() {
    return world;
  }

  /** What is done with a session once it is in its state. */
  interface Scene<M> {
    void play(Session<M> session) throws Exception;
  }

  /** Plays the samples up to a state, then a scene. */
  void in(State<M> state, Scene<M> scene) throws Exception {
    Optional<HalfResult> result =
        play(
            session -> {
              reach(state, session);
              scene.play(session);
            });
    assertThat(result).as("only a hand-over ends the scene early").isEmpty();
  }

  /** Plays the samples up to a state, then a scene that is to be handed over. */
  Snapshot handOverIn(State<M> state, Scene<M> scene) throws Exception {
    Optional<HalfResult> result =
        play(
            session -> {
              reach(state, session);
              scene.play(session);
            });
    assertThat(result).as("handed over").containsInstanceOf(HalfResult.HandedOver.class);
    return ((HalfResult.HandedOver) result.orElseThrow()).snapshot();
  }

  /** Plays a scene at once. */
  Optional<HalfResult> play(Scene<M> scene) throws Exception {
    try {
      return Optional.of(
          new TypedHalf<>(
                  samples.spec(),
                  samples.codec(),
                  chance,
                  session -> {
                    scene.play(session);
                    throw new Curtain();
                  })
              .run(world, world));
    } catch (Curtain fallen) {
      return Optional.empty();
    }
  }

  /** Sends or receives one sample, whichever is this half's part. */
  void exchange(Session<M> session, M message) throws InterruptedException {
    if (session.state().agency().belongsTo(half)) {
      session.send(message);
    } else {
      world.add(samples.codec().encode(message));
      Same.check(session.receive(), message);
    }
  }

  private void reach(State<M> state, Session<M> session) throws InterruptedException {
    for (M message : samples.pathTo(state)) {
      exchange(session, message);
    }
    assertThat(session.state().name()).isEqualTo(state.name());
    world.sent().clear();
  }

  /** Leaves a conversation in the middle. */
  private static final class Curtain extends Error {
    private static final long serialVersionUID = 1L;

    Curtain() {
      super("the scene is over", null, false, false);
    }
  }
}
