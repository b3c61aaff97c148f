package io.tempera.simulation.relay;

import java.time.Duration;
import java.util.List;

/**
 * Relays, and what happens to them.
 *
 * @param seed decides what the script leaves open: who runs next
 * @param topology of the links
 * @param nodes how many; they have the hosts 0 and up
 * @param links who keeps whom hot
 * @param forgers which of them forge; the first one goes on when the network is whole again
 * @param forgeInterval of each
 * @param firstBlocks how many the first forger has at the start
 * @param steps in their order
 */
public record RelayScript(
    long seed,
    Topology topology,
    int nodes,
    List<Link> links,
    List<Integer> forgers,
    Duration forgeInterval,
    int firstBlocks,
    List<Timed> steps) {
  /**
   * One step.
   *
   * @param delay after the one before
   */
  public record Timed(Duration delay, RelayStep step) {}

  /** Keeps copies that do not change. */
  public RelayScript {
    links = List.copyOf(links);
    forgers = List.copyOf(forgers);
    steps = List.copyOf(steps);
  }

  /** A line for each step, and one for the rest. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("  seed ").append(seed).append(": ").append(nodes).append(" relays, ");
    text.append(topology).append(", forgers ").append(forgers).append(", every ");
    text.append(forgeInterval).append(" after ").append(firstBlocks).append(" blocks\n");
    for (Timed timed : steps) {
      text.append("  after ").append(timed.delay()).append(' ').append(timed.step()).append('\n');
    }
    return text.toString();
  }
}
