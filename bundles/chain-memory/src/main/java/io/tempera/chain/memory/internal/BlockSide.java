package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.Header;
import io.tempera.chain.Verdict;
import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.time.Duration;
import java.util.Optional;

/** Fetches blocks from one peer. Once it is closed, or another has begun, it does nothing. */
final class BlockSide implements BlockFollower {
  /** How long a peer that does not have what it was asked for is asked for nothing. */
  static final Duration REFUSAL = Duration.ofSeconds(10);

  private final Guard guard;
  private final Formats formats;
  private final Timers timers;
  private final Fetching fetching;
  private final Postponed<BlockSide> postponed = new Postponed<>();
  private Optional<Timer> refusal = Optional.empty();

  BlockSide(Guard guard, Formats formats, Timers timers, Fetching fetching) {
    this.guard = guard;
    this.formats = formats;
    this.timers = timers;
    this.fetching = fetching;
  }

  @Override
  public Optional<FetchRange> next() {
    if (!postponed.catchUp(this)) {
      return Optional.empty();
    }
    return guard.change(
        chain -> chain.fetch().isOpen(fetching) ? chain.next(fetching) : Optional.empty());
  }

  @Override
  public Verdict received(Encoded encoded) {
    return postponed.take(this, side -> side.read(encoded));
  }

  private Verdict read(Encoded encoded) throws Unreadable {
    Block block = formats.block(encoded);
    return guard.change(
        chain -> chain.fetch().isOpen(fetching) ? received(chain, block) : Verdict.ACCEPTED);
  }

  private Verdict received(Chain chain, Block block) {
    Optional<Header> expected = fetching.expected();
    if (expected.isEmpty()) {
      return new Verdict.Invalid(
          block.header().tip() + " came, and all blocks of the range had come");
    }
    if (!expected.get().point().equals(block.point())) {
      return new Verdict.WrongBlock(expected.get().point(), block.point());
    }
    // With the header as it was told, which is kept already.
    chain.received(fetching, new Block(expected.get(), block.encoded()));
    return Verdict.ACCEPTED;
  }

  @Override
  public void noBlocks() {
    postponed.takeSilently(this, BlockSide::over);
  }

  @Override
  public void finished() {
    postponed.takeSilently(this, BlockSide::over);
  }

  private Verdict over() {
    boolean refusing =
        guard.change(
            chain -> {
              chain.over(fetching);
              return fetching.isRefusing() && chain.fetch().isOpen(fetching);
            });
    if (refusing) {
      refusal.ifPresent(Timer::cancel);
      refusal = Optional.of(timers.after(REFUSAL, this::askAgain));
    }
    return Verdict.ACCEPTED;
  }

  private void askAgain() {
    guard.change(
        chain -> {
          fetching.refusing(false);
          return true;
        });
  }

  @Override
  public void close() {
    refusal.ifPresent(Timer::cancel);
    guard.change(
        chain -> {
          chain.fetch().end(fetching);
          return true;
        });
  }
}
