package io.tempera.chain;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads a chain for one peer, header by header. It keeps a place, not a queue: a slow reader costs
 * nothing. For one thread at a time.
 */
@ConsumerType
public interface ChainReader extends AutoCloseable {
  /**
   * Goes to the first of these points that is on the chain; the next change is then a rollback to
   * it. Stays where it is when none of them is. {@link Point#ORIGIN} is on every chain that still
   * has its first block.
   */
  Optional<Point> intersect(List<Point> points);

  /**
   * What comes next. Does not block longer than a read from a disk takes.
   *
   * @return empty at the chain's end: the reader's {@code news} is run when there is more
   */
  Optional<ChainChange> next();

  /** Where the chain ends. */
  Tip tip();

  /** Where this stands, for {@link ChainSource#reader}. */
  ReadPosition position();

  /** Gives the place back. Again: does nothing. */
  @Override
  void close();
}
