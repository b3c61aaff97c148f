package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Everything that two hot responders, a warm and an established one, the connection manager, the
 * clock and the multiplexer may do, in every order.
 */
final class Exploration {
  /** What is explored: the machine, or one that is wrong. */
  @FunctionalInterface
  interface Machine {
    Step step(Remote remote, Event event);
  }

  /**
   * What was found.
   *
   * @param worlds how many there are
   * @param steps how many events were tried
   * @param said the transitions that were said
   * @param stayed the states, as transitions to themselves, in which an event found them and left
   *     them
   */
  record Findings(int worlds, long steps, Set<String> said, Set<String> stayed) {}

  private final Machine machine;
  private final Set<String> said = new TreeSet<>();
  private final Set<String> stayed = new TreeSet<>();

  private Exploration(Machine machine) {
    this.machine = machine;
  }

  /**
   * Explores a machine to its end.
   *
   * @throws AssertionError at the first step that breaks a rule, or at the end when a transition
   *     that is to be made never was
   */
  static Findings explore(Machine machine) {
    return new Exploration(machine).explore();
  }

  private Findings explore() {
    Set<World> seen = new LinkedHashSet<>();
    Queue<World> open = new ArrayDeque<>();
    seen.add(World.FIRST);
    open.add(World.FIRST);
    long steps = 0;
    while (!open.isEmpty()) {
      World world = open.remove();
      for (Event event : world.events()) {
        steps++;
        World next = step(world, event);
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    assertThat(said).isEqualTo(TransitionTable.read().made());
    return new Findings(seen.size(), steps, said, stayed);
  }

  private World step(World before, Event event) {
    Step step = machine.step(before.remote(), event);
    World after = before.after(event, step);
    Supplier<String> what = () -> before + " and " + event + " gave " + step;
    StepRules.check(before, event, step);
    note(before, step, what);
    StepRules.checkWorld(after, what);
    return after;
  }

  /** What is said leads, step by step, from the state before to the one after. */
  private void note(World before, Step step, Supplier<String> what) {
    var at = before.remote().state();
    boolean silent = true;
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.SayTransition(Optional<?> from, var to)) {
        assertThat(from).as(what).isEqualTo(at);
        said.add(TransitionTable.text(at, to));
        at = to;
        silent = false;
      }
    }
    assertThat(at).as(what).isEqualTo(step.remote().state());
    if (silent) {
      stayed.add(TransitionTable.text(at, at));
    }
  }
}
