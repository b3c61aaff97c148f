package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionState;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every event in every state of an entry that can be reached, with up to three callers, to the end.
 * {@link StepRules} says what must not be.
 */
final class MachineExploration {
  /** An entry, and whether its timer runs. Rounds are counted from one again. */
  record World(Entry entry, boolean timerRuns) {}

  private final Machine machine;
  private final StepRules rules;
  private final Set<World> seen = new LinkedHashSet<>();
  private final Set<ConnectionState> restingPlaces = new TreeSet<>();
  private long steps;

  /** Of a machine that may be wrong. */
  MachineExploration(Machine machine) {
    this.machine = machine;
    this.rules = new StepRules(TransitionTable.read());
  }

  /**
   * All of it.
   *
   * @throws AssertionError at the first thing that must not be
   */
  void explore() {
    Queue<World> open = new ArrayDeque<>();
    open.add(new World(Entry.absent(1, Samples.REMOTE, Optional.empty()), false));
    open.add(new World(Entry.absent(1, Samples.REMOTE, Optional.of(Samples.ID)), false));
    seen.addAll(open);
    while (!open.isEmpty()) {
      World world = open.remove();
      restingPlaces.add(world.entry().state());
      for (Event event : EverythingThatCanHappen.to(world.entry(), world.timerRuns())) {
        World next = step(world, event);
        if (next.entry().exists() && seen.add(next)) {
          open.add(next);
        }
      }
    }
  }

  private World step(World before, Event event) {
    steps++;
    Step step = machine.step(before.entry(), event, StepRules.LATER);
    boolean timerRuns = rules.check(before, event, step);
    Step shutdown = machine.step(step.entry(), new Event.Shutdown(), StepRules.LATER);
    assertThat(shutdown.entry().state())
        .as(() -> "the end after " + event + " to " + before)
        .isEqualTo(ConnectionState.UNKNOWN);
    return new World(Samples.timeless(step.entry()).withRound(1), timerRuns);
  }

  int entries() {
    return seen.size();
  }

  long steps() {
    return steps;
  }

  /** Where an entry may stay. */
  Set<ConnectionState> restingPlaces() {
    return restingPlaces;
  }

  /** Every change, as {@code FROM -> TO}, and what was asked for again and changed nothing. */
  Set<String> transitions() {
    return rules.transitions();
  }
}
