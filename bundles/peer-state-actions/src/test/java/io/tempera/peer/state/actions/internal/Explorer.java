package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.MuxEnd;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks every world that can be reached, breadth first, and checks each. */
final class Explorer {
  private final Machine machine;
  private final Scope scope;

  Explorer(Machine machine, Scope scope) {
    this.machine = machine;
    this.scope = scope;
  }

  /** What was walked. */
  record Figures(int states, long transitions, int longestPath) {}

  private record Visit(World world, String act, Optional<Visit> from, int depth) {}

  Figures explore() {
    Map<List<Object>, Boolean> seen = new HashMap<>();
    ArrayDeque<Visit> open = new ArrayDeque<>();
    long transitions = 0;
    int longest = 0;
    Visit start = new Visit(new World(scope), "start", Optional.empty(), 0);
    seen.put(start.world().key(), true);
    open.add(start);
    while (!open.isEmpty()) {
      Visit visit = open.remove();
      longest = Math.max(longest, visit.depth());
      for (Map.Entry<String, World.Act> act : visit.world().acts().entrySet()) {
        for (boolean starts : List.of(true, false)) {
          Visit next =
              new Visit(visit.world().copy(), act.getKey(), Optional.of(visit), visit.depth() + 1);
          boolean startMatters = attempt(next, act.getValue(), starts);
          transitions++;
          if (seen.put(next.world().key(), true) == null) {
            open.add(next);
            checkThatItEnds(next);
          }
          if (!startMatters) {
            break;
          }
        }
      }
    }
    return new Figures(seen.size(), transitions, longest);
  }

  private boolean attempt(Visit visit, World.Act act, boolean starts) {
    try {
      return happen(visit.world(), act, starts);
    } catch (AssertionError | RuntimeException violation) {
      throw new AssertionError(path(visit) + ": " + violation.getMessage(), violation);
    }
  }

  /** However a world goes on, once asked to close the peer becomes cold and everybody is told. */
  private void checkThatItEnds(Visit visit) {
    for (boolean initiatorsObey : List.of(true, false)) {
      World world = visit.world().copy();
      try {
        if (world.peer instanceof Live live && live.isUp()) {
          happen(world, w -> w.ask(PeerEvent.Close::new), true);
        }
        complete(world, initiatorsObey);
        assertThat(world.peer)
            .as("the end when initiators %s", initiatorsObey ? "obey" : "do not obey")
            .isInstanceOfAny(Gone.class, Live.class, Connecting.class);
        boolean untouched = world.peer instanceof Connecting c && c.wish().isEmpty();
        if (!untouched) {
          assertThat(world.peer).isInstanceOf(Gone.class);
          world.books.checkAtTheEnd();
          assertThat(!world.connected || world.books.gaveBack() || world.muxEnd.isPresent())
              .as("the connection was given back or has ended")
              .isTrue();
        }
      } catch (AssertionError | RuntimeException violation) {
        throw new AssertionError(
            path(visit) + ", then to its end: " + violation.getMessage(), violation);
      }
    }
  }

  /** Everything that was begun is finished; with initiators that obey, no timer runs out. */
  private void complete(World world, boolean initiatorsObey) {
    for (int steps = 0; steps < 100; steps++) {
      Optional<World.Act> next = nextToComplete(world, initiatorsObey);
      if (next.isEmpty()) {
        return;
      }
      happen(world, next.get(), true);
    }
    throw new AssertionError("no end after 100 steps: " + world.peer);
  }

  private Optional<World.Act> nextToComplete(World world, boolean initiatorsObey) {
    Map<String, World.Act> acts = world.acts();
    for (String first : List.of("a slot's event", "acquired", "released", "demoted")) {
      if (acts.containsKey(first)) {
        return Optional.of(acts.get(first));
      }
    }
    if (world.peer instanceof Live live && live.isUp()) {
      return Optional.of(w -> w.ask(PeerEvent.Close::new));
    }
    if (!initiatorsObey) {
      return acts.keySet().stream()
          .filter(name -> name.endsWith("times out"))
          .findFirst()
          .map(acts::get);
    }
    return world.running.stream()
        .filter(n -> world.control.get(scope.temperatureOf(n)) == ControlMessage.TERMINATE)
        .findFirst()
        .map(n -> w -> w.end(n));
  }

  /**
   * Lets something happen, and checks what follows.
   *
   * @param starts whether initiators that are to start do
   * @return whether that mattered
   */
  private boolean happen(World world, World.Act act, boolean starts) {
    boolean mattered = false;
    Optional<PeerEvent> event = act.happen(world);
    while (event.isPresent()) {
      PeerState before = world.peer;
      PeerMachine.Step step = machine.step(before, event.get());
      world.peer = step.state();
      world.books.moves(before.status(), step.state().status());
      checkEnd(before, event.get(), world);
      event = Optional.empty();
      List<PeerEffect> effects = new ArrayList<>(step.effects());
      for (PeerEffect effect : effects) {
        assertThat(event).as("StartInitiators comes last").isEmpty();
        event = perform(world, effect, starts);
        mattered |= event.isPresent();
      }
    }
    world.books.checkBetweenEvents();
    checkControl(world);
    checkTimers(world);
    return mattered;
  }

  private static void checkEnd(PeerState before, PeerEvent event, World world) {
    if (before instanceof Live && world.peer instanceof Gone && !world.goingDown) {
      assertThat(event)
          .as("only the connection manager ends a peer")
          .isInstanceOf(PeerEvent.Demoted.class);
    }
  }

  private Optional<PeerEvent> perform(World world, PeerEffect effect, boolean starts) {
    switch (effect) {
      case PeerEffect.Acquire a -> {
        assertThat(world.acquiring || world.connected).isFalse();
        world.acquiring = true;
      }
      case PeerEffect.Follow f -> assertThat(world.connected).isTrue();
      case PeerEffect.StartInitiators s -> {
        return Optional.of(start(world, s.temperature(), starts));
      }
      case PeerEffect.Control c -> world.control.put(c.temperature(), c.message());
      case PeerEffect.StopMux s -> {
        world.books.stopsMux();
        world.endMux(new MuxEnd.Stopped());
      }
      case PeerEffect.SetTimer t -> assertThat(world.timers.put(t.kind(), t.generation())).isNull();
      case PeerEffect.CancelTimer t -> cancel(world, t.kind());
      case PeerEffect.Release r -> {
        world.books.releases();
        world.releasing = true;
      }
      case PeerEffect.AwaitDemotion a -> {
        assertThat(world.awaiting).isFalse();
        world.awaiting = true;
      }
      case PeerEffect.Tell t -> world.books.answers(t.caller());
      case PeerEffect.Trace t -> world.books.traces(t.trace());
      case PeerEffect.HotBegins b -> world.books.hotBegins();
      case PeerEffect.HotEnds e -> world.books.hotEnds();
      case PeerEffect.StopAcquiring s -> {
        // It comes back in one of its ways all the same.
      }
      case PeerEffect.StopNode s -> throw new AssertionError("no policy wanted that");
    }
    return Optional.empty();
  }

  /** A timer that is cancelled may have run out a moment before. */
  private static void cancel(World world, TimerKind kind) {
    Long generation = world.timers.remove(kind);
    if (generation != null && kind == TimerKind.DEACTIVATE && world.lateTimers.isEmpty()) {
      world.lateTimers.add(new PeerEvent.TimedOut(kind, generation, World.LIMIT));
    }
  }

  private PeerEvent start(World world, Temperature temperature, boolean starts) {
    if (!starts || world.muxEnd.isPresent()) {
      return new PeerEvent.StartRefused(temperature, World.failure(0));
    }
    world.running.addAll(scope.of(temperature));
    return new PeerEvent.InitiatorsStarted(temperature, scope.of(temperature));
  }

  /** The table of control messages, as far as the connection lives. */
  private static void checkControl(World world) {
    if (!(world.peer instanceof Live live) || live.ending().loss().isPresent()) {
      return;
    }
    boolean demoting = live.work().deactivation().isPresent();
    List<ControlMessage> table =
        switch (live.status()) {
          case WARM ->
              List.of(ControlMessage.CONTINUE, ControlMessage.CONTINUE, ControlMessage.TERMINATE);
          case HOT ->
              demoting
                  ? List.of(
                      ControlMessage.CONTINUE, ControlMessage.CONTINUE, ControlMessage.TERMINATE)
                  : List.of(
                      ControlMessage.CONTINUE, ControlMessage.QUIESCE, ControlMessage.CONTINUE);
          case COOLING, COLD ->
              List.of(ControlMessage.TERMINATE, ControlMessage.TERMINATE, ControlMessage.TERMINATE);
        };
    assertThat(new ArrayList<>(world.control.values()))
        .as("established, warm, hot at a %s peer", live.status())
        .isEqualTo(table);
  }

  /** A timer is set while something waits for initiators, and only then. */
  private static void checkTimers(World world) {
    if (world.peer instanceof Live live) {
      if (live.work().deactivation().isEmpty()) {
        assertThat(world.timers).doesNotContainKey(TimerKind.DEACTIVATE);
      }
      if (live.work().closing().filter(c -> !c.releasing()).isEmpty()) {
        assertThat(world.timers).doesNotContainKey(TimerKind.CLOSE);
      }
      if (live.status() == PeerStatus.WARM) {
        assertThat(world.timers).isEmpty();
      }
    }
  }

  private static String path(Visit visit) {
    List<String> acts = new ArrayList<>();
    Optional<Visit> at = Optional.of(visit);
    while (at.isPresent()) {
      acts.add(0, at.get().act());
      at = at.get().from();
    }
    return String.join(" / ", acts);
  }
}
