package io.tempera.peer.state.actions.internal;

import io.tempera.peer.state.actions.internal.PeerMachine.Step;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets something happen in a {@link World}: steps the machine and does what it asks for. */
final class Surroundings {
  private final Machine machine;
  private final Scope scope;

  Surroundings(Machine machine, Scope scope) {
    this.machine = machine;
    this.scope = scope;
  }

  /** Changes a world, and throws an AssertionError where a rule is broken. */
  void happen(World world, Act act) {
    Optional<PeerEvent> event = act.event().apply(world);
    while (event.isPresent()) {
      event = step(world, event.get(), act.starts());
    }
    StateRules.check(world);
    if (world.peer instanceof Gone) {
      world.forget();
    }
  }

  /** One step; with it comes the event that must follow before any other. */
  private Optional<PeerEvent> step(World world, PeerEvent event, Act.Starts starts) {
    PeerState before = world.peer;
    Step step = machine.step(before, event);
    world.peer = step.state();
    StepRules.moves(world, before, event);
    TraceBook book = new TraceBook(world);
    Optional<PeerEvent> reply = Optional.empty();
    List<PeerEffect> effects = step.effects();
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i) instanceof PeerEffect.StartInitiators start) {
        hold(i == effects.size() - 1, "StartInitiators comes last");
        reply =
            Optional.of(
                world.start(
                    start.temperature(),
                    scope.of(start.temperature()),
                    starts.of(start.temperature())));
      } else {
        perform(world, effects.get(i), book);
      }
    }
    book.check(before, event);
    return reply;
  }

  private static void perform(World world, PeerEffect effect, TraceBook book) {
    switch (effect) {
      case PeerEffect.Acquire a -> {
        hold(!world.acquiring && world.mux == World.NO_MUX, "one connection at a time");
        world.acquiring = true;
      }
      case PeerEffect.StopAcquiring s -> {
        // It comes back in one of its ways all the same.
      }
      case PeerEffect.Follow f -> hold(world.mux != World.NO_MUX, "there is something to follow");
      case PeerEffect.StartInitiators s -> throw new IllegalStateException("done before");
      case PeerEffect.Control c -> world.control[c.temperature().ordinal()] = c.message();
      case PeerEffect.AwaitHotOver a -> {
        hold(!world.hotAwaited, "a deactivation waits once");
        hold(world.control[Temperature.HOT.ordinal()] == ControlMessage.TERMINATE, "it was asked");
        world.hotAwaited = true;
      }
      case PeerEffect.AwaitAllOver a -> {
        hold(!world.allAwaited, "a close waits once");
        hold(Stream.of(world.control).allMatch(ControlMessage.TERMINATE::equals), "all were asked");
        world.allAwaited = true;
      }
      case PeerEffect.StopMux s -> world.endMux();
      case PeerEffect.SetTimer t -> {
        hold(world.timers[t.kind().ordinal()] == 0, "a timer is set once");
        world.timers[t.kind().ordinal()] = t.generation();
      }
      case PeerEffect.CancelTimer t -> world.timers[t.kind().ordinal()] = 0;
      case PeerEffect.Release r -> {
        hold(!world.releasing && !world.released, "a connection is given back once");
        world.releasing = true;
      }
      case PeerEffect.AwaitDemotion a -> {
        hold(!world.awaiting, "its end is awaited once");
        world.awaiting = true;
      }
      case PeerEffect.Tell t -> StepRules.told(world, t.caller(), t.answer());
      case PeerEffect.Trace t -> book.trace(t.trace());
      case PeerEffect.HotBegins b -> {
        hold(!world.hotCounted, "a hot time begins once");
        world.hotCounted = true;
      }
      case PeerEffect.HotEnds e -> {
        hold(world.hotCounted, "a hot time that ends had begun");
        world.hotCounted = false;
      }
      case PeerEffect.StopNode s -> {
        // A policy wants it.
      }
    }
  }

  static void hold(boolean rule, String what) {
    if (!rule) {
      throw new AssertionError("not so: " + what);
    }
  }
}
