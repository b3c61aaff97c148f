package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Block;
import io.tempera.chain.ChainTrace;
import io.tempera.chain.ChainTrace.BegunAnew;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The chains of all peers that are followed. */
final class Follow {
  /** How many of those whom nobody follows at the moment are kept. */
  static final int MOST_SUSPENDED = 1_000;

  private final Supplier<MemorySettings> settings;
  private final Window window;
  private final Aside aside;
  private final Consumer<ChainTrace> tracing;
  private final Map<ConnectionId, Following> peers = new LinkedHashMap<>();

  /** Whether nobody is kept any more whom nobody follows. */
  private boolean closed;

  /** Where our chain is to begin, and who said so: every other peer is offered the same. */
  private Optional<Beginning> beginning = Optional.empty();

  private record Beginning(Following said, Point point) {}

  Follow(
      Supplier<MemorySettings> settings, Window window, Aside aside, Consumer<ChainTrace> tracing) {
    this.settings = settings;
    this.window = window;
    this.aside = aside;
    this.tracing = tracing;
  }

  /** Begins with a peer; what was known of it on this connection is forgotten. */
  Following begin(ConnectionId peer, Runnable news) {
    Optional.ofNullable(peers.get(peer)).ifPresent(this::end);
    Following following = new Following(peer, news);
    peers.put(peer, following);
    return following;
  }

  /** Who is left on this connection, with nobody to follow it. */
  Optional<Following> suspended(ConnectionId peer) {
    return Optional.ofNullable(peers.get(peer)).filter(Following::isSuspended);
  }

  /** Makes room for one more whom nobody follows. */
  void boundSuspended() {
    List<Following> all = peers.values().stream().filter(Following::isSuspended).toList();
    if (all.size() >= MOST_SUSPENDED) {
      end(all.getFirst());
    }
  }

  /** Forgets all whom nobody follows, now and from now on. */
  void close() {
    closed = true;
    peers.values().stream().filter(Following::isSuspended).toList().forEach(this::end);
  }

  boolean isClosed() {
    return closed;
  }

  boolean isOpen(Following following) {
    return peers.get(following.peer()) == following;
  }

  Collection<Following> all() {
    return peers.values();
  }

  Optional<Candidate> chainOf(ConnectionId peer) {
    return Optional.ofNullable(peers.get(peer)).flatMap(Following::chain);
  }

  /** Forgets a peer. */
  void end(Following following) {
    if (peers.remove(following.peer(), following)) {
      following.cancelExpiry();
      beginning = beginning.filter(begun -> begun.said() != following);
    }
  }

  List<Point> points() {
    return window.points(window.end());
  }

  /**
   * A peer has none of the points. Where we begin at the tip, its tip is the next offer, as long as
   * nobody else has named one.
   */
  List<Point> notFound(Following following, Tip tip) {
    following.tip(tip);
    if (following.offersMore() || !mayBeginAnew(following)) {
      return List.of();
    }
    following.offeredMore();
    if (beginning.isEmpty()) {
      beginning = Optional.of(new Beginning(following, tip.point()));
    }
    return List.of(beginning.get().point());
  }

  /**
   * Whether our chain may begin anew where a peer says: it is to begin at the tip, and there is
   * nothing of it yet, or it has never been longer than the window and nobody else is followed on
   * it, and what it has is shorter than the peer's. So a node that began on a fork that was given
   * up gets off it, and does not give up what it has for a peer that has less.
   */
  private boolean mayBeginAnew(Following following) {
    return settings.get().start() instanceof ChainStart.AtTip
        && (!window.isBegun()
            || !window.hasDropped()
                && (window.isEmpty() || window.isShorterThan(following.tip()))
                && peers.values().stream()
                    .allMatch(other -> other == following || other.chain().isEmpty()));
  }

  /** The peer has said the number of the block there when its chain ends with it. */
  private void beginAnew(Following following, Point point) {
    Tip tip = following.tip();
    if (!window.isEmpty()) {
      tracing.accept(new BegunAnew(window.size(), window.tip(), following.peer(), tip));
    }
    window.restart(point, tip.point().equals(point) ? tip.blockNo() : 0);
    beginning = Optional.empty();
    chainGrew();
  }

  Verdict intersected(Following following, Point point, Tip tip) {
    following.tip(tip);
    Optional<Candidate> found = find(point);
    if (found.isEmpty()
        && beginning.filter(begun -> begun.point().equals(point)).isPresent()
        && mayBeginAnew(following)) {
      beginAnew(following, point);
      found = find(point);
    }
    if (found.isEmpty()) {
      return new Verdict.Invalid(
          "the peer says that its chain has " + point + ", which ours does not have any more");
    }
    following.chain(found.get());
    return Verdict.ACCEPTED;
  }

  /** The chain to a point that is on ours, or on one that ours was. */
  private Optional<Candidate> find(Point point) {
    OptionalLong at = window.position(point);
    return at.isPresent()
        ? Optional.of(new Candidate(window.place(at.getAsLong()), at.getAsLong()))
        : aside.chainTo(point, window);
  }

  Verdict rollForward(Following following, Header header, Tip tip) {
    following.tip(tip);
    if (following.chain().isEmpty()) {
      return new Verdict.Invalid(header.tip() + " came before a point was agreed on");
    }
    Candidate chain = following.chain().get();
    Optional<String> objection = chain.last().objection(header);
    if (objection.isPresent()) {
      return new Verdict.Invalid(objection.get());
    }
    if (chain.isApart()) {
      return rollForwardApart(chain, header);
    }
    chain.append(header);
    chain.follow(window);
    return Verdict.ACCEPTED;
  }

  /** It may be behind us and come to our window; beyond the window's front it is another chain. */
  private Verdict rollForwardApart(Candidate chain, Header header) {
    chain.part(Place.of(header));
    chain.follow(window);
    Place oldest = window.anchor();
    if (chain.isApart()
        && Long.compareUnsigned(header.blockNo(), oldest.blockNo().orElse(0)) >= 0) {
      return new Verdict.Invalid(
          header.tip()
              + " is on a chain that left ours before "
              + oldest
              + ", the oldest place that is kept (window.blocks "
              + settings.get().window().blocks()
              + ")");
    }
    return Verdict.ACCEPTED;
  }

  Verdict rollBackward(Following following, Point point, Tip tip) {
    following.tip(tip);
    if (following.chain().isEmpty()) {
      return new Verdict.Invalid("a rollback to " + point + " came before a point was agreed on");
    }
    Candidate chain = following.chain().get();
    if (chain.rollBack(point)) {
      return Verdict.ACCEPTED;
    }
    if (chain.isApart()) {
      chain.part(new Place(point, OptionalLong.empty()));
      chain.follow(window);
      return Verdict.ACCEPTED;
    }
    Optional<Candidate> found = find(point);
    if (found.isEmpty() && mayBeginAnew(following)) {
      beginAnew(following, point);
      found = find(point);
    }
    if (found.isEmpty()) {
      return new Verdict.Invalid(
          "a rollback to "
              + point
              + " came, which is neither on the chain of the peer as it told it nor on ours since "
              + window.anchor()
              + " (window.blocks "
              + settings.get().window().blocks()
              + ")");
    }
    following.chain(found.get());
    return Verdict.ACCEPTED;
  }

  /** The number of the last block that a peer has told of, or of the point agreed on. */
  long blockNo(Following following) {
    return following.chain().map(chain -> window.number(chain.last())).orElse(0L);
  }

  int room(Following following) {
    int limit = settings.get().candidateHeaders();
    return following.chain().map(chain -> chain.room(limit, window)).orElse(limit);
  }

  /** Our chain has more blocks, or begins anew. */
  void chainGrew() {
    peers.values().forEach(peer -> peer.chain().ifPresent(chain -> chain.follow(window)));
  }

  /** Our chain went back to a position. */
  void chainWentBack(long position, List<Block> gone) {
    Place place = window.place(position);
    peers
        .values()
        .forEach(
            peer -> peer.chain().ifPresent(chain -> chain.ourChainWentBack(place, position, gone)));
  }
}
