package io.tempera.chain;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Fetches blocks from one peer. For one thread at a time; no method blocks. It names a range only
 * when it can take all of it, so that what is on its way is bounded by whoever follows.
 */
@ConsumerType
public interface BlockFollower extends AutoCloseable {
  /**
   * The next range to ask this peer for. It counts as asked for from now on, and is answered in
   * order: by {@link #noBlocks}, or by its blocks and {@link #finished}.
   *
   * @return empty when there is nothing at the moment
   */
  Optional<FetchRange> next();

  /** The next block of the oldest range. */
  Verdict received(Encoded block);

  /** The peer has nothing of the oldest range, or not all: not an error, as its chain changes. */
  void noBlocks();

  /** All blocks of the oldest range have come. */
  void finished();

  /** Nothing more comes: others may be asked for what is missing. Again: does nothing. */
  @Override
  void close();
}
