package io.tempera.connection.manager.internal;

import io.tempera.handshake.DataFlow;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Everything that can happen, to so many entries with such a limit of inbound ones, in every
 * situation that can be reached, to the end. {@link RegistryRules} says what must not be.
 */
final class RegistryExploration {
  private final Keeper keeper;
  private final int hardLimit;
  private final int most;
  private final List<DataFlow> flows;
  private final RegistryRules rules;
  private final Set<EntriesWorld> seen = new LinkedHashSet<>();
  private long steps;

  /** Of a registry whose keeper may be wrong. */
  RegistryExploration(Keeper keeper, int hardLimit, int most, List<DataFlow> flows) {
    this.keeper = keeper;
    this.hardLimit = hardLimit;
    this.most = most;
    this.flows = flows;
    this.rules = new RegistryRules(TransitionTable.read(), hardLimit);
  }

  /**
   * All of it.
   *
   * @throws AssertionError at the first thing that must not be
   */
  void explore() {
    Queue<EntriesWorld> open = new ArrayDeque<>(List.of(EntriesWorld.EMPTY));
    seen.addAll(open);
    while (!open.isEmpty()) {
      EntriesWorld world = open.remove();
      for (Happening happening : Happening.in(world, most, flows)) {
        EntriesWorld next = step(world, happening);
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
  }

  private EntriesWorld step(EntriesWorld before, Happening happening) {
    steps++;
    Registry registry = new Registry(keeper.machine(), before.entries());
    List<Effect> effects = keeper.let(registry, happening, hardLimit);
    List<Entry> after = registry.entries();
    rules.check(before, happening, effects, after);
    if (effects.isEmpty()) {
      return before;
    }
    return EntriesWorld.of(after, timers(before, happening, effects));
  }

  private static Map<Long, Boolean> timers(
      EntriesWorld before, Happening happening, List<Effect> effects) {
    Map<Long, Boolean> running = new LinkedHashMap<>();
    for (Entry entry : before.entries()) {
      running.put(entry.id(), before.isTimerRunning(entry));
    }
    if (happening instanceof Happening.Tell(Entry entry, Event.TimeUp up)) {
      running.put(entry.id(), false);
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.StartTimer start) {
        running.put(start.entry(), true);
      } else if (effect instanceof Effect.CancelTimer(long entry)) {
        running.put(entry, false);
      }
    }
    return running;
  }

  int situations() {
    return seen.size();
  }

  long steps() {
    return steps;
  }

  /** In how many steps connections were pruned. */
  long prunings() {
    return rules.prunings();
  }

  /** In how many of them one of those was the connection for which room was made. */
  long itself() {
    return rules.itself();
  }

  Set<String> transitions() {
    return rules.transitions();
  }
}
