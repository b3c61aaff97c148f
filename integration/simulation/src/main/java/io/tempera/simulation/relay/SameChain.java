package io.tempera.simulation.relay;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All relays have the same tip, and each serves the blocks that lead to it byte for byte as they
 * were made.
 */
final class SameChain {
  private final Map<Hash, Block> made;

  /** Of all blocks that were made. */
  SameChain(Map<Hash, Block> made) {
    this.made = made;
  }

  /** Whether all end in the same block; a sentence if not. */
  List<String> differences(List<Relay> relays) {
    Map<String, List<Integer>> tips = new TreeMap<>();
    for (int host = 0; host < relays.size(); host++) {
      tips.computeIfAbsent(relays.get(host).tip().toString(), tip -> new ArrayList<>()).add(host);
    }
    return tips.size() == 1 ? List.of() : List.of("the relays have different tips: " + tips);
  }

  /** What does not hold of a relay's chain, a sentence each. */
  List<String> violations(Relay relay) {
    Deque<Block> expected = leadingTo(relay.tip(), relay.status().blocks());
    if (expected.isEmpty()) {
      return List.of("has no chain that anybody made: " + relay.tip());
    }
    if (expected.size() < relay.status().blocks()) {
      return List.of("has a block that nobody made, before " + expected.getFirst().point());
    }
    List<Encoded> blocks = expected.stream().map(Block::encoded).toList();
    return relay.blocks(expected.getFirst().point()).equals(blocks)
        ? List.of()
        : List.of("does not serve the last " + blocks.size() + " blocks as they were made");
  }

  /** The last blocks to a tip, so many; fewer when somebody made up one of them. */
  private Deque<Block> leadingTo(Tip tip, int count) {
    Deque<Block> blocks = new ArrayDeque<>();
    Optional<Hash> next =
        tip.point() instanceof Point.At at ? Optional.of(at.hash()) : Optional.empty();
    while (blocks.size() < count && next.filter(made::containsKey).isPresent()) {
      Block block = made.get(next.get());
      blocks.addFirst(block);
      next = block.header().previous();
    }
    return blocks;
  }
}
