package io.tempera.peer.state.actions.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Walks every world that can be reached, breadth first, checks each, and checks that each leads to
 * the end: in a peer that was asked to become cold something happens by itself, and whatever does
 * brings it nearer to that ({@link World#distance}).
 */
final class Explorer {
  private final List<Act> acts;
  private final Surroundings surroundings;
  private final Latecomers latecomers;
  private final Seen seen = new Seen();

  Explorer(Machine machine, Scope scope) {
    this.acts = Acts.of(scope);
    this.surroundings = new Surroundings(machine, scope);
    this.latecomers = new Latecomers(machine);
  }

  /** What was walked; the longest path is the most acts that a world is away from the start. */
  record Figures(int states, long transitions, int longestPath) {}

  Figures explore() {
    long transitions = 0;
    int longest = 0;
    int endOfLevel = 1;
    seen.add(WorldKey.of(new World()), 0, 0);
    for (int place = 0; place < seen.size(); place++) {
      if (place == endOfLevel) {
        longest++;
        endOfLevel = seen.size();
      }
      transitions += visit(place);
    }
    return new Figures(seen.size(), transitions, longest);
  }

  private int visit(int place) {
    World world = WorldKey.world(seen.key(place));
    int happened = 0;
    boolean goesOn = false;
    try {
      check(WorldKey.of(world) == seen.key(place), "a world is what its number says");
      latecomers.check(world);
    } catch (AssertionError | RuntimeException violation) {
      throw violated(place, "", violation);
    }
    for (int i = 0; i < acts.size(); i++) {
      Act act = acts.get(i);
      if (act.possible().test(world)) {
        World next = world.copy();
        try {
          surroundings.happen(next, act);
          goesOn |= act.byItself();
          check(!act.byItself() || next.isUp() || isNearer(next, world), "it comes nearer its end");
        } catch (AssertionError | RuntimeException violation) {
          throw violated(place, " / " + act.name(), violation);
        }
        seen.add(WorldKey.of(next), place, i);
        happened++;
      }
    }
    if (!goesOn && !world.isUp() && world.distance() > 0 && !isUntouched(world)) {
      throw violated(place, "", new AssertionError("not so: it goes on by itself"));
    }
    return happened;
  }

  private static boolean isNearer(World next, World world) {
    return world.isUp() || next.distance() < world.distance();
  }

  private static boolean isUntouched(World world) {
    return world.peer instanceof Connecting c && c.wish().isEmpty();
  }

  private static void check(boolean rule, String what) {
    Surroundings.hold(rule, what);
  }

  private AssertionError violated(int place, String last, Throwable violation) {
    Deque<String> path = new ArrayDeque<>();
    for (int at = place; at > 0; at = seen.before(at)) {
      path.push(acts.get(seen.act(at)).name());
    }
    path.push("start");
    return new AssertionError(
        String.join(" / ", path) + last + ": " + violation.getMessage(), violation);
  }
}
