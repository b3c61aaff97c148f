package io.tempera.peer.state.actions.internal;

import io.tempera.protocol.Temperature;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that may happen.
 *
 * @param name for a path that shows a violation
 * @param possible where it may
 * @param event changes the world, and is perhaps an event to the peer
 * @param starts what is found when initiators start because of it
 * @param byItself whether it happens sooner or later, whatever callers and mini-protocols do
 */
record Act(
    String name,
    Predicate<World> possible,
    Function<World, Optional<PeerEvent>> event,
    Starts starts,
    boolean byItself) {

  /** What is found when the initiators of each temperature are started. */
  record Starts(World.Start established, World.Start warm, World.Start hot) {
    static final Starts ALL = new Starts(World.Start.BOTH, World.Start.BOTH, World.Start.BOTH);

    World.Start of(Temperature temperature) {
      return switch (temperature) {
        case ESTABLISHED -> established;
        case WARM -> warm;
        case HOT -> hot;
      };
    }
  }

  static Act of(String name, Predicate<World> possible, Function<World, PeerEvent> event) {
    return new Act(name, possible, event.andThen(Optional::of), Starts.ALL, false);
  }

  /** Happens without the peer's hearing of it. */
  static Act silent(String name, Predicate<World> possible, Consequence change) {
    return new Act(
        name,
        possible,
        world -> {
          change.on(world);
          return Optional.empty();
        },
        Starts.ALL,
        false);
  }

  Act finding(Starts found) {
    return new Act(name + " " + found, possible, event, found, byItself);
  }

  /** The same, which happens by itself. */
  Act sooner() {
    return new Act(name, possible, event, starts, true);
  }

  /** What changes. */
  @FunctionalInterface
  interface Consequence {
    void on(World world);
  }
}
