package io.tempera.simulation.relay;

import io.tempera.runtime.Chance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Who is linked with whom. */
public enum Topology {
  /** Each with the next one: whatever is cut parts the net. */
  LINE {
    @Override
    List<Link> links(int nodes, Chance chance) {
      return IntStream.range(1, nodes).mapToObj(node -> new Link(node - 1, node)).toList();
    }
  },

  /** A line whose ends are linked too: there are two ways to each. */
  RING {
    @Override
    List<Link> links(int nodes, Chance chance) {
      List<Link> links = new ArrayList<>(LINE.links(nodes, chance));
      links.add(new Link(0, nodes - 1));
      return links;
    }
  },

  /** A random tree, and half as many links more as there are nodes. */
  RANDOM {
    @Override
    List<Link> links(int nodes, Chance chance) {
      Set<Link> links = new TreeSet<>(BY_NODES);
      for (int node = 1; node < nodes; node++) {
        links.add(new Link((int) chance.below(node), node));
      }
      while (links.size() < nodes - 1 + nodes / 2) {
        int one = (int) chance.below(nodes);
        int other = (int) chance.below(nodes);
        if (one != other) {
          links.add(Link.of(one, other));
        }
      }
      return List.copyOf(links);
    }
  };

  private static final Comparator<Link> BY_NODES =
      Comparator.comparingInt(Link::one).thenComparingInt(Link::other);

  /** The links between so many nodes, 3 or more. */
  abstract List<Link> links(int nodes, Chance chance);
}
