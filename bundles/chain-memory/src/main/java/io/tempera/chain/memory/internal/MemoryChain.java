package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainFeed;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A chain in memory: what is followed from one peer is served to the others. Of the chain the last
 * blocks are kept, see {@link MemorySettings}; nothing is checked but that headers follow each
 * other and blocks are those of their headers, as far as the formats can tell.
 *
 * <p>The longest chain by block number is followed; at a tie the present one stays. To switch is
 * one step: a reader is told a rollback to the fork, and the tip that is told with it is the new
 * one's already. A rollback by {@link ChainFeed} holds against the node's own chain only: a peer
 * that is followed and still has the longer one brings it back.
 *
 * <p>Any thread; nothing blocks, but for one short lock. A chain that nobody uses holds no thread
 * and no timer.
 */
public final class MemoryChain implements ChainSource, ChainFollower, ChainFeed {
  private final Guard guard;
  private final Formats formats;
  private final Timers timers;

  /**
   * An empty chain.
   *
   * @param runtime its timers, and whom what a {@code news} throws is reported to
   * @param settings asked for each time: a change holds from then on, see {@link #settingsChanged},
   *     but {@code start}, which counts once
   * @param formats by which headers and blocks are read, the first one that knows it; asked for
   *     each time
   * @param tracer is told a {@link io.tempera.chain.ChainTrace} when something becomes of it
   */
  public MemoryChain(
      TemperaRuntime runtime,
      Supplier<MemorySettings> settings,
      Supplier<List<ChainFormat>> formats,
      Tracer tracer) {
    this(runtime, settings, new Formats(() -> new KnownFormats(formats.get(), true)), tracer);
  }

  /** As above, with formats that may be away for a moment: see {@link #formatsChanged}. */
  MemoryChain(
      TemperaRuntime runtime, Supplier<MemorySettings> settings, Formats formats, Tracer tracer) {
    this.guard = new Guard(runtime, settings, tracer);
    this.formats = formats;
    this.timers = runtime.timers();
  }

  @Override
  public Tip tip() {
    return guard.look(chain -> chain.window().tip());
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    return new MemoryReader(guard, guard.look(chain -> chain.readers().open(from, news)));
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    List<Point.At> points = guard.look(chain -> between(chain.window(), first, last));
    return points.isEmpty() ? Optional.empty() : Optional.of(new RangeReader(guard, points));
  }

  private static List<Point.At> between(Window window, Point first, Point last) {
    OptionalLong from = window.position(first);
    OptionalLong to = window.position(last);
    List<Point.At> points = new ArrayList<>();
    if (from.isPresent() && to.isPresent() && from.getAsLong() > window.first()) {
      for (long position = from.getAsLong(); position <= to.getAsLong(); position++) {
        points.add(window.block(position).point());
      }
    }
    return points;
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable news) {
    return headerSide(guard.change(chain -> chain.follow().begin(peer, news)));
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable news) {
    return guard
        .change(
            chain -> {
              Optional<Following> left = chain.follow().suspended(peer);
              left.ifPresent(following -> following.resume(news));
              return left;
            })
        .map(this::headerSide);
  }

  private HeaderFollower headerSide(Following following) {
    return new HeaderSide(guard, formats, timers, following);
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable news) {
    Fetching fetching = guard.change(chain -> chain.fetch().begin(peer, news));
    return new BlockSide(guard, formats, timers, fetching);
  }

  @Override
  public Verdict extend(Encoded encoded) {
    Block block;
    try {
      block = formats.block(encoded);
    } catch (Unreadable unreadable) {
      return unreadable.verdict();
    }
    return guard.change(chain -> chain.extend(block));
  }

  @Override
  public Verdict rollBack(Point point) {
    return guard.change(chain -> chain.rollBack(point));
  }

  /** Reads and writes it as a file. */
  ChainFiles files() {
    return new ChainFiles(guard, formats);
  }

  /** Tells those who wait that there may be room now: the settings are others. */
  public void settingsChanged() {
    guard.change(chain -> true);
  }

  /** Tells all who fetch or follow to look again at what they could not read. */
  void formatsChanged() {
    guard.change(
        chain -> {
          chain.tellAll();
          return true;
        });
  }

  /** Whether it has a block, or a peer is followed. */
  boolean hasBegun() {
    return guard.look(chain -> !chain.window().isEmpty() || !chain.follow().all().isEmpty());
  }

  /** How it is at the moment. */
  public ChainStatus status() {
    return guard.look(chain -> ChainStatus.of(chain, guard.settings()));
  }

  /**
   * Forgets every peer whom nobody follows at the moment, and from now on each one at once when it
   * is let go, so that no timer is left.
   */
  public void close() {
    guard.change(
        chain -> {
          chain.follow().close();
          return true;
        });
  }
}
