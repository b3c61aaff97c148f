package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Block;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which blocks to ask which peer for. What is fetched is one chain, the goal; every peer whose own
 * chain begins with the same headers is asked for a part of it, and no block is asked of two.
 */
final class Fetch {
  /** What a block is taken for before any was seen: as large as Cardano's were for long. */
  static final int FIRST_GUESS_BYTES = 64 << 10;

  /** The guess falls by so much of what a block is smaller: to a twentieth after a hundred. */
  private static final int FALLS_BY = 32;

  private final Supplier<MemorySettings> settings;
  private final Aside aside;
  private final Map<ConnectionId, Fetching> peers = new LinkedHashMap<>();
  private final Map<Hash, Fetching> onWay = new HashMap<>();
  private long lost;

  /** How large the next block is taken for; 0 before any was seen. */
  private int guess;

  Fetch(Supplier<MemorySettings> settings, Aside aside) {
    this.settings = settings;
    this.aside = aside;
  }

  /** Begins to fetch from a peer; what was asked of it before on this connection is forgotten. */
  Fetching begin(ConnectionId peer, Runnable news) {
    Optional.ofNullable(peers.get(peer)).ifPresent(this::end);
    Fetching fetching = new Fetching(peer, news);
    peers.put(peer, fetching);
    return fetching;
  }

  /** Whether it was not ended, nor another began on this connection. */
  boolean isOpen(Fetching fetching) {
    return peers.get(fetching.peer()) == fetching;
  }

  Collection<Fetching> all() {
    return peers.values();
  }

  Optional<Fetching> of(ConnectionId peer) {
    return Optional.ofNullable(peers.get(peer));
  }

  /** Whether a peer can be asked for blocks. */
  boolean canAsk(ConnectionId peer) {
    Fetching fetching = peers.get(peer);
    return fetching != null && !fetching.isRefusing();
  }

  /** How many blocks are on their way. */
  int onWay() {
    return onWay.size();
  }

  /** The next range to ask a peer for: headers, none when there is nothing to ask it for. */
  List<Header> plan(Fetching of, Candidate own, Candidate goal) {
    List<Header> range = new ArrayList<>();
    if (of.isRefusing() || own.isApart() || own.position() != goal.position()) {
      return range;
    }
    int allowed = allowance(of);
    if (allowed == 0) {
      return range;
    }
    int index = own.firstMissing(lost + aside.dropped(), this::isOnHand);
    while (range.size() < allowed
        && index < own.size()
        && !isOnHand(own.get(index))
        && isSame(own, goal, index)) {
      range.add(own.get(index++));
    }
    return range;
  }

  private static boolean isSame(Candidate own, Candidate goal, int index) {
    return own == goal
        || index < goal.size() && own.get(index).point().equals(goal.get(index).point());
  }

  private boolean isOnHand(Header header) {
    Hash hash = header.point().hash();
    return aside.has(hash) || onWay.containsKey(hash);
  }

  /**
   * How many blocks a peer may be asked for. Half a range or more, or half of what the bytes are
   * enough for, so that it is not asked for one block whenever one has come. A peer of which
   * nothing is on its way is asked for whatever there is room for, so that one does not wait for
   * another; and for at least one when nothing is on its way at all.
   */
  private int allowance(Fetching of) {
    FetchLimits limits = settings.get().fetch();
    int blockBytes = guess == 0 ? FIRST_GUESS_BYTES : guess;
    long free = (limits.bytes() - aside.waitingBytes()) / blockBytes - onWay.size();
    long most = Math.min(limits.rangeBlocks(), limits.peerBlocks() - of.onWay());
    long allowed = Math.min(free, Math.min(most, limits.blocks() - onWay.size()));
    if (onWay.isEmpty()) {
      return (int) Math.max(1, allowed);
    }
    long whole = Math.min(limits.rangeBlocks(), limits.bytes() / blockBytes);
    boolean isTooFew = of.onWay() > 0 && 2 * allowed < whole;
    return isTooFew ? 0 : (int) Math.max(0, allowed);
  }

  /** A peer is asked for a range. */
  void ask(Fetching of, List<Header> range) {
    of.ask(range);
    range.forEach(header -> onWay.put(header.point().hash(), of));
  }

  /** The block came that a peer was expected to send next. */
  void arrived(Fetching from, Block block) {
    from.arrived();
    onWay.remove(block.point().hash());
    guess(block.encoded().size());
  }

  /** At once up to a larger block, slowly down again: one large block is not a large chain. */
  private void guess(int bytes) {
    guess = bytes >= guess ? bytes : guess - Math.ceilDiv(guess - bytes, FALLS_BY);
  }

  /** A peer's oldest range is over: what did not come of it, for which others may be asked. */
  List<Header> over(Fetching of) {
    List<Header> missing = of.over();
    lost(missing);
    return missing;
  }

  /** Nothing more comes from a peer. */
  void end(Fetching fetching) {
    peers.remove(fetching.peer(), fetching);
    lost(fetching.end());
  }

  private void lost(List<Header> missing) {
    missing.forEach(header -> onWay.remove(header.point().hash()));
    lost += missing.size();
  }
}
