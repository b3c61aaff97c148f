package io.tempera.protocol.host.internal;

import static io.tempera.protocol.host.internal.SlotRules.hold;

import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.protocol.host.internal.SlotSurroundings.Machine;
import io.tempera.protocol.host.internal.SlotWorld.Act;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Walks every world that a slot can come to, breadth first. In each, what was asked of a half comes
 * to an end by itself; and from each some way leads to rest, although the connection lives on.
 */
final class SlotExplorer {
  /** So many steps suffice for what was asked of a half, whatever is published. */
  private static final int SETTLED = 6;

  private final Machine machine;
  private final List<SlotWorld> worlds = new ArrayList<>();
  private final Map<SlotWorld, Integer> places = new HashMap<>();
  private final List<Way> ways = new ArrayList<>();
  private final List<List<Integer>> from = new ArrayList<>();
  private int steps;

  /** How a world was first come to. */
  private record Way(int before, String act, int length) {}

  /**
   * What was walked.
   *
   * @param longestPath the most acts that a world is away from the start, on the shortest way
   */
  record Figures(int worlds, int steps, int longestPath, SortedSet<String> states) {}

  private SlotExplorer(Machine machine) {
    this.machine = machine;
  }

  /**
   * Walks all of it.
   *
   * @throws AssertionError when a rule does not hold, with the shortest way there
   */
  static Figures explore(Machine machine, Direction direction) {
    return new SlotExplorer(machine).walk(direction);
  }

  private Figures walk(Direction direction) {
    visit(SlotWorld.start(direction), new Way(-1, "start", 0));
    SortedSet<String> states = new TreeSet<>();
    for (int place = 0; place < worlds.size(); place++) {
      SlotWorld world = worlds.get(place);
      states.add(world.slot().getClass().getSimpleName());
      settle(place);
      for (Act act : world.acts()) {
        steps++;
        SlotWorld next = after(place, world, act);
        int there = visit(next, new Way(place, text(act), ways.get(place).length() + 1));
        if (!endsConnection(act)) {
          from.get(there).add(place);
        }
      }
    }
    everyWorldCanComeToRest();
    return new Figures(worlds.size(), steps, ways.getLast().length(), states);
  }

  private int visit(SlotWorld world, Way way) {
    Integer known = places.putIfAbsent(world, worlds.size());
    if (known != null) {
      return known;
    }
    worlds.add(world);
    ways.add(way);
    from.add(new ArrayList<>());
    return worlds.size() - 1;
  }

  private SlotWorld after(int place, SlotWorld world, Act act) {
    try {
      return SlotSurroundings.after(machine, world, act);
    } catch (AssertionError violated) {
      throw new AssertionError(
          path(place) + " / " + text(act) + ": " + violated.getMessage(), violated);
    }
  }

  private static boolean endsConnection(Act act) {
    return act instanceof Act.Input(SlotInput input)
        && (input instanceof SlotInput.StartRefused
            || input instanceof SlotInput.JobEnded(JobEnd.Shutdown shutdown));
  }

  /** A half does what it was asked, and the next one, too: sooner or later there is no more. */
  private void settle(int place) {
    SlotWorld world = worlds.get(place);
    for (int i = 0; i < SETTLED; i++) {
      Optional<Act> next = obedience(world);
      if (next.isEmpty()) {
        return;
      }
      world = after(place, world, next.get());
    }
    throw new AssertionError(path(place) + ": not so: what was asked of a half comes to an end");
  }

  private static Optional<Act> obedience(SlotWorld world) {
    if (world.untold()) {
      return Optional.of(new Act.Tell());
    }
    if (world.slot() instanceof SlotState.HandingOver(Succession succession)) {
      return Optional.of(
          new Act.Input(
              new SlotInput.HalfEnded(
                  succession instanceof Succession.HandOver
                      ? new Conclusion.HandedOver(world.half().orElseThrow().version().leaves())
                      : SlotWorld.FINISHED)));
    }
    return Optional.empty();
  }

  private void everyWorldCanComeToRest() {
    BitSet rests = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int place = 0; place < worlds.size(); place++) {
      if (worlds.get(place).isResting()) {
        rests.set(place);
        open.add(place);
      }
    }
    while (!open.isEmpty()) {
      for (int before : from.get(open.remove())) {
        if (!rests.get(before)) {
          rests.set(before);
          open.add(before);
        }
      }
    }
    int restless = rests.nextClearBit(0);
    hold(restless == worlds.size(), "from each world a way leads to rest: " + text(restless));
  }

  private String text(int place) {
    return place < worlds.size() ? path(place) : "all do";
  }

  private String path(int place) {
    Deque<String> acts = new ArrayDeque<>();
    for (int at = place; at >= 0; at = ways.get(at).before()) {
      acts.push(ways.get(at).act());
    }
    return String.join(" / ", acts);
  }

  private static String text(Act act) {
    return act instanceof Act.Input(SlotInput input) ? input.toString() : act.toString();
  }
}
