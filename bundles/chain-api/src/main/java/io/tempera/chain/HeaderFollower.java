package io.tempera.chain;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Follows the headers of one peer. For one thread at a time; no method blocks: who is slow says so
 * by {@link #room}, and no more is asked of the peer.
 */
@ConsumerType
public interface HeaderFollower extends AutoCloseable {
  /**
   * Points to agree on where to begin, newest first.
   *
   * @return at most {@value ReadPosition#MOST_POINTS}; empty to ask only where the peer's chain
   *     ends
   */
  List<Point> points();

  /** The peer has this point, one of those offered: its headers go on from there. */
  Verdict intersected(Point point, Tip tip);

  /**
   * The peer has none of the points offered.
   *
   * @param tip where its chain ends
   * @return other points to offer, or none to give up on this peer
   */
  List<Point> notFound(Tip tip);

  /**
   * How many more headers are taken at the moment, 0 or more. It falls only as headers come in, so
   * that so many may be asked for ahead.
   */
  int room();

  /** The number of the block whose header came last, or of the point agreed on; 0 at the origin. */
  long blockNo();

  /** The next header. It is taken also when there is no room, as it was asked for before. */
  Verdict rollForward(Encoded header, Tip tip);

  /** The peer's chain goes on from an earlier point. */
  Verdict rollBackward(Point point, Tip tip);

  /**
   * Lets go for now; who comes next, if soon, goes on by {@link ChainFollower#resume}. The bytes of
   * the peer that were not given yet are not lost.
   */
  void suspend();

  /** The peer is not followed any more; what was not fetched is forgotten. Again: does nothing. */
  @Override
  void close();
}
