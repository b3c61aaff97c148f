package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The chain of one peer: where it leaves ours (the fork), and its headers after that. As ours grows
 * along it the fork moves, and as ours leaves it the headers come back. A chain whose fork was
 * dropped from our window is <em>apart</em>: only its last place is kept, as it cannot become ours,
 * unless it comes to a block of ours again.
 */
final class Candidate {
  /**
   * What each header has room for on average, so that their number bounds their bytes, too. The
   * largest one that Cardano's mainnet takes has 1 100 (its protocol parameter maxBlockHeaderSize).
   */
  static final int HEADER_BYTES = 1_400;

  private static final long APART = -1;

  private final Ring<Header> headers = new Ring<>();
  private Place fork;
  private long position;
  private long bytes;

  /** How many of the headers are known to be here or on their way. */
  private int onHand;

  /** Whether it is a fork that was given up, as it has too many bytes. */
  private boolean tooLarge;

  /** What {@link #firstMissing} was last told, so that it looks again when something got lost. */
  private long seenLosses;

  /**
   * A chain without headers yet.
   *
   * @param position of the fork in our window
   */
  Candidate(Place fork, long position) {
    this.fork = fork;
    this.position = position;
  }

  Place fork() {
    return fork;
  }

  /** Of the fork in our window. */
  long position() {
    return position;
  }

  boolean isApart() {
    return position == APART;
  }

  int size() {
    return headers.size();
  }

  /** Bytes of all headers. */
  long bytes() {
    return bytes;
  }

  /** Whether it was given up, until it or our chain goes another way. */
  boolean isTooLarge() {
    return tooLarge;
  }

  void giveUp() {
    tooLarge = true;
  }

  Header get(int index) {
    return headers.get(index);
  }

  Place last() {
    return headers.isEmpty() ? fork : Place.of(headers.last());
  }

  /**
   * How many more headers are taken: so many more than our chain has after the fork, or fewer when
   * they are larger than {@link #HEADER_BYTES}.
   */
  int room(int limit, Window window) {
    long most = limit + sinceFork(window);
    long fit = (most * HEADER_BYTES - bytes) / HEADER_BYTES;
    return Math.clamp(Math.min(fit, most - headers.size()), 0, Integer.MAX_VALUE);
  }

  /** How many blocks our chain has after the fork. */
  long sinceFork(Window window) {
    return isApart() ? 0 : window.end() - position;
  }

  /** Adds the next header, which was checked to follow the last one. */
  void append(Header header) {
    headers.addLast(header);
    bytes += size(header);
  }

  private static int size(Header header) {
    return header.encoded().size();
  }

  /**
   * Goes back to the fork or to one of the headers; false, and nothing done, when it is neither.
   */
  boolean rollBack(Point point) {
    int keep = headers.size();
    while (keep > 0 && !headers.get(keep - 1).point().equals(point)) {
      keep--;
    }
    if (keep == 0 && !fork.point().equals(point)) {
      return false;
    }
    while (headers.size() > keep) {
      bytes -= size(headers.removeLast());
      tooLarge = false;
    }
    onHand = Math.min(onHand, keep);
    return true;
  }

  /** Begins again, without headers. */
  void restart(Place at, long atPosition) {
    headers.clear();
    bytes = 0;
    onHand = 0;
    tooLarge = false;
    fork = at;
    position = atPosition;
  }

  /** Keeps its last place only, which is not on our chain. */
  void part(Place at) {
    restart(at, APART);
  }

  /** Our chain grew, or this one did: the fork moves as far as both are the same. */
  void follow(Window window) {
    if (!isApart() && position < window.first()) {
      part(last());
    }
    while (!headers.isEmpty() && window.hasNext(position, headers.first())) {
      Header common = headers.removeFirst();
      bytes -= size(common);
      fork = Place.of(common);
      position++;
      tooLarge = false;
      onHand = Math.max(0, onHand - 1);
    }
    if (isApart()) {
      OptionalLong met = window.position(fork.point());
      met.ifPresent(at -> position = at);
    }
  }

  /**
   * Our chain went back to a place: what it had in common with this one after that are headers of
   * this one now.
   *
   * @param gone the blocks that were after the place, oldest first
   */
  void ourChainWentBack(Place to, long toPosition, List<Block> gone) {
    tooLarge = false;
    if (position <= toPosition) {
      return;
    }
    for (int index = (int) (position - toPosition) - 1; index >= 0; index--) {
      Header ours = gone.get(index).header();
      headers.addFirst(ours);
      bytes += size(ours);
    }
    fork = to;
    position = toPosition;
    onHand = 0;
  }

  /**
   * The index of the first header whose block is not here nor on its way; {@link #size} when there
   * is none. Looks at each header once, unless something got lost.
   *
   * @param losses goes up whenever something was lost that was here or on its way
   */
  int firstMissing(long losses, Predicate<Header> isOnHand) {
    if (losses != seenLosses) {
      seenLosses = losses;
      onHand = 0;
    }
    while (onHand < headers.size() && isOnHand.test(headers.get(onHand))) {
      onHand++;
    }
    return onHand;
  }

  /** How many headers from the first on have what it asks for. */
  int countWhile(Predicate<Header> wanted) {
    int count = 0;
    while (count < headers.size() && wanted.test(headers.get(count))) {
      count++;
    }
    return count;
  }

  /** Whether a header is one of these. */
  boolean contains(Header header) {
    if (headers.isEmpty()) {
      return false;
    }
    // Numbers go up by one, or not at all at a few of them: the index is not below the difference.
    long index = header.blockNo() - headers.first().blockNo();
    while (index >= 0
        && index < headers.size()
        && Long.compareUnsigned(headers.get((int) index).blockNo(), header.blockNo()) <= 0) {
      if (headers.get((int) index).point().equals(header.point())) {
        return true;
      }
      index++;
    }
    return false;
  }
}
