package io.tempera.simulation.script;

import io.tempera.simulation.NodeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens, and to whom: the same each time for the same seed.
 *
 * @param seed also decides who runs next
 * @param nodes the settings of each node; its place is its host
 * @param steps what happens, in order
 * @param peers whether nodes use peer state actions, or their connection managers directly
 * @param twice the nodes that have two mini-protocols of each temperature
 * @param settle whether the world comes to rest before the nodes stop
 */
public record Script(
    long seed,
    List<NodeSettings> nodes,
    List<Timed> steps,
    boolean peers,
    List<Integer> twice,
    boolean settle) {
  /**
   * A step and how long after the one before it.
   *
   * @param place in the script that the seed gives, by which a step is named
   */
  record Timed(int place, Duration delay, Step step) {
    @Override
    public String toString() {
      return String.format("  %3d  +%8.3f s  %s", place, delay.toNanos() / 1e9, step);
    }
  }

  /** Keeps copies that do not change. */
  public Script {
    nodes = List.copyOf(nodes);
    steps = List.copyOf(steps);
    twice = List.copyOf(twice);
  }

  /** The same without the steps that are not named; what remains happens at the time it had. */
  public Script keeping(List<Integer> places) {
    List<Timed> kept = new ArrayList<>();
    Duration left = Duration.ZERO;
    for (Timed timed : steps) {
      left = left.plus(timed.delay());
      if (places.contains(timed.place())) {
        kept.add(new Timed(timed.place(), left, timed.step()));
        left = Duration.ZERO;
      }
    }
    return new Script(seed, nodes, kept, peers, twice, settle);
  }

  /** By what its steps are named. */
  public List<Integer> places() {
    return steps.stream().map(Timed::place).toList();
  }

  /** To read: a line for each node and each step. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed ").append(seed);
    text.append(peers ? ", by peer state actions" : "");
    text.append(settle ? ", comes to rest at the end\n" : ", stops at once\n");
    for (int i = 0; i < nodes.size(); i++) {
      text.append("  node ").append(i).append(twice.contains(i) ? ", twice: " : ": ");
      text.append(nodes.get(i)).append('\n');
    }
    steps.forEach(step -> text.append(step).append('\n'));
    return text.toString();
  }
}
