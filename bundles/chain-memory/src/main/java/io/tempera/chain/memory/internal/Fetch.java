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
 * chain begins with the same headers is asked for a part of it. No block is asked of two, unless it
 * holds up everything and the peer is late with it: then of one more, and of yet one more when that
 * is late, too. Whatever comes first counts. Who is late is asked for nothing more meanwhile.
 */
final class Fetch {
  /** What a block is taken for before any was seen: as large as Cardano's were for long. */
  static final int FIRST_GUESS_BYTES = 64 << 10;

  /** The guess falls by so much of what a block is smaller: to a twentieth after a hundred. */
  private static final int FALLS_BY = 32;

  private final Supplier<MemorySettings> settings;
  private final Aside aside;
  private final Map<ConnectionId, Fetching> peers = new LinkedHashMap<>();

  /** In which range each block is expected; of several that have it, the one asked for last. */
  private final Map<Hash, Range> onWay = new HashMap<>();

  /** The range that holds up everything. */
  private Optional<Range> awaited = Optional.empty();

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

  /** The range in which the block is expected without which nothing goes on. */
  Optional<Range> awaited() {
    return awaited;
  }

  void await(Optional<Header> block) {
    awaited = block.map(header -> onWay.get(header.point().hash()));
  }

  /** The next range to ask a peer for: headers, none when there is nothing to ask it for. */
  List<Header> plan(Fetching of, Candidate own, Candidate goal) {
    List<Header> range = new ArrayList<>();
    if (of.isRefusing() || of.isLate() || own.isApart() || own.position() != goal.position()) {
      return range;
    }
    List<Header> late = late(of, own);
    if (!late.isEmpty()) {
      return late;
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

  /**
   * What holds up everything and is to come from a peer that is late, as far as this one has it and
   * was not asked for it. As it is on its way already only the bounds of the one peer count. Not of
   * one that has no room for half of it: it would come after all that is on its way from there.
   */
  private List<Header> late(Fetching of, Candidate own) {
    Optional<Range> late = awaited.filter(range -> range.of().isLate());
    if (late.isEmpty()) {
      return List.of();
    }
    FetchLimits limits = settings.get().fetch();
    int most = Math.clamp(limits.peerBlocks() - of.onWay(), 0, limits.rangeBlocks());
    List<Header> missing =
        late.get().left().stream()
            .filter(header -> onWay.get(header.point().hash()) == late.get())
            .takeWhile(header -> own.contains(header) && !of.owes(header.point().hash()))
            .limit(limits.rangeBlocks())
            .toList();
    return 2 * most < missing.size() ? List.of() : missing.stream().limit(most).toList();
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
    Optional<Range> before = Optional.ofNullable(onWay.get(range.getFirst().point().hash()));
    Range asked = new Range(of, range, before);
    of.ask(asked);
    range.forEach(header -> onWay.put(header.point().hash(), asked));
  }

  /**
   * The block came that a peer was expected to send next.
   *
   * @return false when it had come from another already
   */
  boolean arrived(Fetching from, Block block) {
    from.arrived();
    guess(block.encoded().size());
    return onWay.remove(block.point().hash()) != null;
  }

  /** At once up to a larger block, slowly down again: one large block is not a large chain. */
  private void guess(int bytes) {
    guess = bytes >= guess ? bytes : guess - Math.ceilDiv(guess - bytes, FALLS_BY);
  }

  /** A peer's oldest range is over: what did not come of it, for which others may be asked. */
  List<Header> over(Fetching of) {
    return of.over().map(this::lost).orElse(List.of());
  }

  /** Nothing more comes from a peer. */
  void end(Fetching fetching) {
    peers.remove(fetching.peer(), fetching);
    fetching.end().forEach(this::lost);
  }

  private List<Header> lost(Range range) {
    List<Header> missing = range.over();
    for (Header header : missing) {
      Hash hash = header.point().hash();
      if (onWay.remove(hash, range)) {
        lost++;
        range.fallback(hash).ifPresent(other -> onWay.put(hash, other));
      }
    }
    return missing;
  }
}
