package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Blocks that are here and not on the chain: those that wait for the ones before them, or until
 * their fork is the longer one; and spare ones, that were on the chain or were not wanted any more,
 * which need not be fetched again when the chain comes back to them. The waiting ones are bounded
 * by what is asked for, see {@link Chain#next}, the spare ones by bytes and number, the oldest
 * going first.
 */
final class Aside {
  private final Map<Hash, Block> waiting = new LinkedHashMap<>();
  private final Map<Hash, Block> spare = new LinkedHashMap<>();
  private long waitingBytes;
  private long spareBytes;
  private long dropped;

  boolean has(Hash hash) {
    return waiting.containsKey(hash) || spare.containsKey(hash);
  }

  Optional<Block> get(Hash hash) {
    Block block = waiting.get(hash);
    return Optional.ofNullable(block == null ? spare.get(hash) : block);
  }

  int size() {
    return waiting.size() + spare.size();
  }

  long bytes() {
    return waitingBytes + spareBytes;
  }

  long waitingBytes() {
    return waitingBytes;
  }

  /** How many blocks were dropped so far. */
  long dropped() {
    return dropped;
  }

  /** Keeps one that waits. */
  void await(Block block) {
    if (!has(block.point().hash())) {
      waiting.put(block.point().hash(), block);
      waitingBytes += Window.size(block);
    }
  }

  /** Keeps one as long as there is room. */
  void spare(Block block, WindowLimits limits) {
    if (has(block.point().hash())) {
      return;
    }
    spare.put(block.point().hash(), block);
    spareBytes += Window.size(block);
    Iterator<Block> oldest = spare.values().iterator();
    while (spare.size() > limits.blocks() || spareBytes > limits.bytes()) {
      spareBytes -= Window.size(oldest.next());
      oldest.remove();
      dropped++;
    }
  }

  /** Takes one out, which is here. */
  Block take(Hash hash) {
    Block waited = waiting.remove(hash);
    if (waited != null) {
      waitingBytes -= Window.size(waited);
      return waited;
    }
    Block spared = spare.remove(hash);
    spareBytes -= Window.size(spared);
    return spared;
  }

  /** Makes spare what waits for nothing any more. */
  void sortOut(Predicate<Header> stillWanted, WindowLimits limits) {
    List<Block> unwanted =
        waiting.values().stream().filter(block -> !stillWanted.test(block.header())).toList();
    for (Block block : unwanted) {
      spare(take(block.point().hash()), limits);
    }
  }

  /** The chain to a block here, from where it leaves ours; empty when not all of it is here. */
  Optional<Candidate> chainTo(Point point, Window window) {
    Deque<Header> path = new ArrayDeque<>();
    Optional<Block> at =
        point instanceof Point.At block
            ? get(block.hash()).filter(here -> here.point().equals(block))
            : Optional.empty();
    for (int steps = size(); at.isPresent() && steps > 0; steps--) {
      Header header = at.get().header();
      path.addFirst(header);
      OptionalLong fork = fork(header, window);
      if (fork.isPresent()) {
        Candidate chain = new Candidate(window.place(fork.getAsLong()), fork.getAsLong());
        path.forEach(chain::append);
        return Optional.of(chain);
      }
      at = header.previous().flatMap(this::get);
    }
    return Optional.empty();
  }

  /** Where our chain is left by a header that is the next one after a place on it. */
  private static OptionalLong fork(Header header, Window window) {
    Optional<Block> before = header.previous().flatMap(window::block);
    if (before.isPresent()) {
      return window.position(before.get().point());
    }
    return window.isBegun() && window.anchor().objection(header).isEmpty()
        ? OptionalLong.of(window.first())
        : OptionalLong.empty();
  }
}
