package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The chain: contiguous blocks after an anchor, which is the origin or the last block that was
 * dropped. Each place has a <em>position</em>, a number that goes up by one from block to block
 * (block numbers do not always) and that no older place had, so that whoever stands somewhere needs
 * one number only.
 *
 * <pre>
 *   anchor   block   block   ...   block (tip)
 *   first()  +1      +2            end()
 * </pre>
 */
final class Window {
  private final Ring<Block> blocks = new Ring<>();

  /** Only looked up, never walked. */
  private final Map<Hash, Long> positions = new HashMap<>();

  private Place anchor;

  /** The number of the block at the anchor as a peer has said it; 0 when none has. */
  private long said;

  private boolean begun;
  private boolean dropped;
  private long first;
  private long bytes;
  private long changes;

  /** An empty chain that begins after a place. */
  Window(Place anchor) {
    this(anchor, true);
  }

  /** An empty chain of which nobody knows where it begins: no point is on it. */
  Window() {
    this(Place.ORIGIN, false);
  }

  private Window(Place anchor, boolean begun) {
    this.anchor = anchor;
    this.begun = begun;
  }

  /** Whether it is known where it begins. */
  boolean isBegun() {
    return begun;
  }

  /** Whether blocks were dropped at the front since it began. */
  boolean hasDropped() {
    return dropped;
  }

  Place anchor() {
    return anchor;
  }

  /** The position of the anchor. */
  long first() {
    return first;
  }

  /** The position of the last block, or of the anchor when there is none. */
  long end() {
    return first + blocks.size();
  }

  int size() {
    return blocks.size();
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** How often it changed. */
  long changes() {
    return changes;
  }

  /** Bytes of all blocks and headers. */
  long bytes() {
    return bytes;
  }

  Tip tip() {
    Place last = place(end());
    return new Tip(last.point(), number(last));
  }

  /** The number of the block at a place as far as it is known: to show it, not to judge by it. */
  long number(Place place) {
    return place.blockNo().orElse(place.point().equals(anchor.point()) ? said : 0);
  }

  Place place(long position) {
    return position == first ? anchor : Place.of(block(position).header());
  }

  /** The block at a position above {@link #first}. */
  Block block(long position) {
    return blocks.get((int) (position - first - 1));
  }

  Optional<Block> block(Hash hash) {
    return Optional.ofNullable(positions.get(hash)).map(this::block);
  }

  /** Where a point is; empty when it is not on this chain, or no longer. */
  OptionalLong position(Point point) {
    if (begun && anchor.point().equals(point)) {
      return OptionalLong.of(first);
    }
    if (point instanceof Point.At at) {
      Long position = positions.get(at.hash());
      if (position != null && block(position).point().equals(at)) {
        return OptionalLong.of(position);
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a header is the one after a position. */
  boolean hasNext(long position, Header header) {
    return position >= first
        && position < end()
        && block(position + 1).point().equals(header.point());
  }

  /** Whether a chain that ends with this header is longer than this one. */
  boolean isShorterThan(Header header) {
    return isShorterThan(header.tip());
  }

  /** Whether a chain that ends like this is longer than this one. */
  boolean isShorterThan(Tip tip) {
    OptionalLong own = place(end()).blockNo();
    return own.isEmpty()
        ? !tip.point().equals(anchor.point())
        : Long.compareUnsigned(tip.blockNo(), own.getAsLong()) > 0;
  }

  /** Puts a block at the end, and drops what is too much at the front. */
  void append(Block block, WindowLimits limits) {
    begun = true;
    changes++;
    blocks.addLast(block);
    positions.put(block.point().hash(), end());
    bytes += size(block);
    while (blocks.size() > 1 && (blocks.size() > limits.blocks() || bytes > limits.bytes())) {
      Block oldest = blocks.removeFirst();
      forget(oldest);
      anchor = Place.of(oldest.header());
      first++;
      dropped = true;
    }
  }

  /**
   * Takes the chain back to a position on it.
   *
   * @return what was after it, oldest first
   */
  List<Block> rollBack(long position) {
    List<Block> gone = new ArrayList<>();
    changes++;
    while (end() > position) {
      Block last = blocks.removeLast();
      forget(last);
      gone.add(last);
    }
    Collections.reverse(gone);
    return gone;
  }

  /** Begins anew after a place; nobody who stands somewhere stands on it. */
  void restart(Place place) {
    restart(place, 0);
  }

  /**
   * Begins anew where a peer says that its chain ends.
   *
   * @param number of the block there as it says; nothing is judged by it, as the next block may
   *     show that it lied
   */
  void restart(Point point, long number) {
    restart(new Place(point, OptionalLong.empty()), number);
  }

  private void restart(Place place, long number) {
    changes++;
    said = number;
    first = end() + 1;
    blocks.clear();
    positions.clear();
    bytes = 0;
    anchor = place;
    begun = true;
    dropped = false;
  }

  /** A place and some before it, ever farther apart, the anchor last; none before it has begun. */
  List<Point> points(long from) {
    List<Point> points = new ArrayList<>();
    if (!begun) {
      return points;
    }
    for (long back = 0; from - back > first; back = back == 0 ? 1 : 2 * back) {
      points.add(place(from - back).point());
    }
    points.add(anchor.point());
    return points;
  }

  private void forget(Block block) {
    positions.remove(block.point().hash());
    bytes -= size(block);
  }

  static long size(Block block) {
    return (long) block.encoded().size() + block.header().encoded().size();
  }
}
