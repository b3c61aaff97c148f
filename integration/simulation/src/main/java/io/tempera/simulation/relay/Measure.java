package io.tempera.simulation.relay;

import io.tempera.chain.memory.internal.ChainStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures what one relay's chain holds, as often as it is told to: none of it is ever above what
 * the limits say. For one thread.
 */
final class Measure {
  private final RelayLimits limits;
  private final Map<String, Long> highest = new TreeMap<>();

  /** Of each kind the worst. */
  private final Map<String, String> violations = new TreeMap<>();

  private long largestBlock;

  Measure(RelayLimits limits) {
    this.limits = limits;
  }

  /** A block has come: what is on its way is guessed by the largest one. */
  void block(int bytes) {
    largestBlock = Math.max(largestBlock, bytes);
  }

  /** Takes the measure. */
  void take(ChainStatus now) {
    within("window blocks", now.blocks(), limits.windowBlocks());
    within("window bytes", now.bytes(), limits.windowBytes());
    within("blocks on their way", now.onWay(), limits.fetchBlocks());
    within("bytes beside the chain", now.besideBytes(), mostBeside());
    for (ChainStatus.Peer peer : now.peers()) {
      within("blocks on their way from one peer", peer.onWay(), limits.peerBlocks());
      within(
          "headers more than blocks since the fork",
          peer.headers() - peer.sinceFork(),
          limits.candidateHeaders());
    }
  }

  /**
   * Spare ones up to the limit, waiting ones up to half of it before they are sorted out, and up to
   * all of it of the chain that is wanted; and one range, which was asked for when there was room.
   */
  private long mostBeside() {
    return 5 * limits.fetchBytes() / 2 + limits.rangeBlocks() * largestBlock;
  }

  private void within(String what, long is, long most) {
    if (is > most && is > highest.getOrDefault(what, most)) {
      violations.put(what, is + " " + what + ", and " + most + " are the most");
    }
    highest.merge(what, is, Long::max);
  }

  List<String> violations() {
    return List.copyOf(violations.values());
  }

  /** The most that there ever was of each. */
  Map<String, Long> highest() {
    return highest;
  }
}
