package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Block;
import io.tempera.chain.ChainTrace.BlockFetched;
import io.tempera.chain.ChainTrace.BlocksMissing;
import io.tempera.chain.ChainTrace.SwitchedFork;
import io.tempera.chain.ChainTrace.TipMoved;
import io.tempera.chain.FetchRange;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The chain of this node: chooses among those of its peers. Without threads, locks and clocks;
 * whoever calls takes the {@link #effects} after each call.
 *
 * <p>The longest chain by block number is followed; at a tie the present one stays. To switch is
 * one step: the chain goes back to the fork and on along the new one, when so many of its blocks
 * are here that it is longer; nobody sees a shorter one between.
 */
final class Chain {
  /** While it catches up, the tip is said every so many blocks. */
  static final int SAID_EVERY = 1_000;

  private final Supplier<MemorySettings> settings;
  private final Window window;
  private final Aside aside = new Aside();
  private final Readers readers;
  private final Follow follow;
  private final Fetch fetch;
  private final List<Trace> traces = new ArrayList<>();
  private Optional<Following> goal = Optional.empty();
  private long seenChanges;
  private boolean tellsAll;

  /** An empty chain that begins where the settings say. */
  Chain(Supplier<MemorySettings> settings) {
    this.settings = settings;
    this.window =
        switch (settings.get().start()) {
          case ChainStart.AtTip unknown -> new Window();
          case ChainStart.From(Point point) -> new Window(new Place(point, OptionalLong.empty()));
        };
    this.readers = new Readers(window);
    this.follow = new Follow(settings, window, aside, traces::add);
    this.fetch = new Fetch(settings, aside);
  }

  Window window() {
    return window;
  }

  Aside aside() {
    return aside;
  }

  Readers readers() {
    return readers;
  }

  Follow follow() {
    return follow;
  }

  Fetch fetch() {
    return fetch;
  }

  /** A block that is here: of the chain, or beside it. */
  Optional<Block> block(Hash hash) {
    return window.block(hash).or(() -> aside.get(hash));
  }

  /** Puts a block at the end. */
  Verdict extend(Block block) {
    Optional<String> objection = window.place(window.end()).objection(block.header());
    if (objection.isPresent()) {
      return new Verdict.Invalid(objection.get());
    }
    append(block);
    said(Optional.empty(), goal().isEmpty());
    return Verdict.ACCEPTED;
  }

  /** Begins an empty chain with a block whose forerunners are not known: it is the anchor. */
  void beginAt(Block block) {
    window.restart(Place.of(block.header()));
    follow.chainGrew();
  }

  /** Takes the chain back to a point on it. */
  Verdict rollBack(Point point) {
    OptionalLong position = window.position(point);
    if (position.isEmpty()) {
      return new Verdict.Invalid(
          "a rollback to "
              + point
              + " is not possible: our chain does not have it since "
              + window.anchor());
    }
    int gone = goBack(position.getAsLong());
    traces.add(new SwitchedFork(point, gone, window.tip(), Optional.empty()));
    return Verdict.ACCEPTED;
  }

  /**
   * A peer's chain goes on from an earlier point: what it does not have it may not tell any more.
   */
  Verdict rollBackward(Following peer, Point point, Tip tip) {
    fetch.of(peer.peer()).ifPresent(fetching -> fetching.refusing(false));
    return follow.rollBackward(peer, point, tip);
  }

  /** The next range to ask a peer for; it counts as asked for. */
  Optional<FetchRange> next(Fetching of) {
    Optional<Candidate> best = goal().flatMap(Following::chain);
    // Else what waits for a fork that was given up would keep the present one from being fetched.
    if (best.isPresent() && 2 * aside.waitingBytes() > settings.get().fetch().bytes()) {
      aside.sortOut(best.get()::contains, spareLimits());
      if (isTooLarge(best.get())) {
        giveUp(best.get());
        best = goal().flatMap(Following::chain);
      }
    }
    List<Header> range = plan(of, best);
    of.hungry(range.isEmpty());
    if (range.isEmpty()) {
      return Optional.empty();
    }
    fetch.ask(of, range);
    return Optional.of(
        new FetchRange(range.getFirst().point(), range.getLast().point(), range.size()));
  }

  /**
   * Whether of a fork that is not ours yet more waits than our chain may have: one made of blocks
   * of an ordinary size would have become ours before. Nothing else waits when it is asked.
   */
  private boolean isTooLarge(Candidate chain) {
    MemorySettings now = settings.get();
    return chain.position() != window.end()
        && aside.waitingBytes() - now.window().bytes() > now.fetch().bytes();
  }

  /** Nothing more is fetched of a fork, whoever tells it; what came of it need not be kept. */
  private void giveUp(Candidate chain) {
    int index = chain.size() - 1;
    while (!isAside(chain.get(index))) {
      index--;
    }
    Header last = chain.get(index);
    follow.all().stream()
        .flatMap(peer -> peer.chain().stream())
        .filter(told -> told.contains(last))
        .forEach(Candidate::giveUp);
    aside.sortOut(waiting -> false, spareLimits());
  }

  private boolean isAside(Header header) {
    return aside.has(header.point().hash());
  }

  private List<Header> plan(Fetching of, Optional<Candidate> best) {
    Optional<Candidate> own = follow.chainOf(of.peer());
    return own.isEmpty() || best.isEmpty() || !fetch.isOpen(of)
        ? List.of()
        : fetch.plan(of, own.get(), best.get());
  }

  /** A block came that was expected next from a peer. */
  void received(Fetching from, Block block) {
    boolean isFirst = fetch.arrived(from, block);
    traces.add(new BlockFetched(from.peer(), block.header().tip(), block.encoded().size()));
    if (isFirst && window.block(block.point().hash()).isEmpty()) {
      aside.await(block);
    }
  }

  /**
   * A peer's oldest range is over: others are asked for what has not come of it. When the peer
   * still tells the headers it is asked for nothing for a while.
   */
  void over(Fetching of) {
    List<Header> missing = fetch.over(of);
    if (missing.isEmpty()) {
      return;
    }
    // The last of them says it: a peer has nothing of a range that its chain has left meanwhile.
    Optional<Candidate> told =
        follow.chainOf(of.peer()).filter(chain -> chain.contains(missing.getLast()));
    if (told.isPresent()) {
      of.refusing(true);
      traces.add(new BlocksMissing(of.peer(), missing.getFirst().tip()));
    }
  }

  /** Where the chain that is fetched comes from: the longest one of those that can be fetched. */
  private Optional<Following> goal() {
    goal = goal.filter(this::isWorthwhile);
    for (Following each : follow.all()) {
      if (isWorthwhile(each) && (goal.isEmpty() || isLonger(each, goal.get()))) {
        goal = Optional.of(each);
      }
    }
    return goal;
  }

  private boolean isWorthwhile(Following peer) {
    return follow.isOpen(peer)
        && fetch.canAsk(peer.peer())
        && peer.chain().filter(chain -> chain.size() > 0 && isLonger(chain)).isPresent();
  }

  private boolean isLonger(Candidate chain) {
    return !chain.isApart()
        && !chain.isTooLarge()
        && window.isShorterThan(chain.get(chain.size() - 1));
  }

  private static boolean isLonger(Following one, Following other) {
    return Long.compareUnsigned(number(one), number(other)) > 0;
  }

  private static long number(Following peer) {
    return peer.chain().flatMap(c -> optional(c.last().blockNo())).orElse(0L);
  }

  private static Optional<Long> optional(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  /** All who fetch or follow are told with the next effects. */
  void tellAll() {
    tellsAll = true;
  }

  /** What follows from what has happened: a longer chain, and who is to be told. */
  Effects effects() {
    Optional<Following> best = goal();
    while (best.isPresent() && adopt(best.get())) {
      best = goal();
    }
    List<Runnable> news = new ArrayList<>();
    if (window.changes() != seenChanges) {
      seenChanges = window.changes();
      news.addAll(readers.wake());
    }
    for (Following each : follow.all()) {
      if (tellsAll || each.isFull() && follow.room(each) > 0) {
        each.full(false);
        news.add(each.news());
      }
    }
    Optional<Candidate> next = best.flatMap(Following::chain);
    fetch.await(next.flatMap(this::firstMissing));
    for (Fetching each : fetch.all()) {
      if (tellsAll || each.isHungry() && !plan(each, next).isEmpty()) {
        each.hungry(false);
        news.add(each.news());
      }
    }
    tellsAll = false;
    Effects effects = new Effects(traces, news);
    traces.clear();
    return effects;
  }

  private Optional<Header> firstMissing(Candidate chain) {
    int here = chain.countWhile(this::isAside);
    return here < chain.size() ? Optional.of(chain.get(here)) : Optional.empty();
  }

  /** A range has held up everything for as long as it may, if it does so still. */
  void late(Range range) {
    fetch.awaited().filter(awaited -> awaited == range).ifPresent(Range::late);
  }

  /** Goes on along a peer's chain as far as its blocks are here; false when nothing came of it. */
  private boolean adopt(Following peer) {
    Candidate chain = peer.chain().orElseThrow();
    int here = chain.countWhile(this::isAside);
    boolean onTop = chain.position() == window.end();
    if (here == 0 || !onTop && !window.isShorterThan(chain.get(here - 1))) {
      return false;
    }
    List<Block> blocks = new ArrayList<>();
    for (int index = 0; index < here; index++) {
      Header header = chain.get(index);
      blocks.add(new Block(header, aside.take(header.point().hash()).encoded()));
    }
    if (!onTop) {
      int gone = goBack(chain.position());
      Tip tip = blocks.getLast().header().tip();
      traces.add(new SwitchedFork(chain.fork().point(), gone, tip, Optional.of(peer.peer())));
    }
    for (Block block : blocks) {
      append(block);
      said(Optional.of(peer.peer()), goal().isEmpty() && !window.isShorterThan(peer.tip()));
    }
    return true;
  }

  private int goBack(long position) {
    List<Block> gone = window.rollBack(position);
    follow.chainWentBack(position, gone);
    readers.chainWentBack(position);
    gone.forEach(block -> aside.spare(block, spareLimits()));
    return gone.size();
  }

  private void append(Block block) {
    window.append(block, settings.get().window());
    follow.chainGrew();
  }

  private void said(Optional<ConnectionId> from, boolean caughtUp) {
    if (caughtUp || window.end() % SAID_EVERY == 0) {
      traces.add(new TipMoved(window.tip(), from, caughtUp));
    }
  }

  /** As many spare blocks as the window has, in as many bytes as may be on their way. */
  private WindowLimits spareLimits() {
    MemorySettings now = settings.get();
    return new WindowLimits(now.window().blocks(), now.fetch().bytes());
  }
}
