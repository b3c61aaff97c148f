package io.tempera.kit.cbor;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the end of the next item in bytes that arrive bit by bit. It goes on where it stopped, so
 * each byte is looked at once (and the bytes of a string not at all), keeps no byte, and does not
 * recurse.
 *
 * <p>It checks that the item is well-formed (RFC 8949, appendix C), not what it means.
 */
public final class CborScanner {
  /**
   * How deep arrays, maps and indefinite strings may nest where nobody says a number. Ours, as the
   * reference has no such limit: more than any known message needs, and a level costs 8 bytes here.
   */
  public static final int DEFAULT_DEPTH = 64;

  /** How many bytes a string, items an array and pairs a map may announce: what Java can hold. */
  public static final int MAX_COUNT = Integer.MAX_VALUE;

  // What a level that is open still expects: zero or more items, or one of these.
  private static final long ITEMS_TO_BREAK = -1;
  private static final long PAIRS_TO_BREAK = -2;
  private static final long VALUE_THEN_PAIRS = -3;
  private static final long BYTE_CHUNKS = -4;
  private static final long TEXT_CHUNKS = -5;

  private final long base;
  private final int maxDepth;
  private long scanned;
  private long itemStart;
  private boolean done;

  private long[] open = new long[4];
  private int depth;

  private int head;
  private int argumentBytesMissing;
  private long argument;
  private long stringBytesMissing;
  private boolean behindTag;

  /** A scanner at the start of an item. */
  public CborScanner() {
    this(0);
  }

  /**
   * A scanner at the start of an item.
   *
   * @param base what offsets in errors count from
   */
  public CborScanner(long base) {
    this(base, DEFAULT_DEPTH);
  }

  /**
   * A scanner at the start of an item.
   *
   * @param base what offsets in errors count from
   * @param maxDepth how deep arrays, maps and indefinite strings may nest, 1 or more
   */
  public CborScanner(long base, int maxDepth) {
    if (maxDepth < 1) {
      throw new IllegalArgumentException("Items nest at least 1 deep, not " + maxDepth);
    }
    this.base = base;
    this.maxDepth = maxDepth;
  }

  /** Begins with the next item. */
  public void reset() {
    scanned = 0;
    done = false;
    depth = 0;
    argumentBytesMissing = 0;
    stringBytesMissing = 0;
    behindTag = false;
  }

  /** Whether the item's last byte was seen. */
  public boolean isDone() {
    return done;
  }

  /** How many bytes of the item were seen. */
  public long scanned() {
    return scanned;
  }

  /** How many more bytes the item has at least; 0 when it is done. */
  public long needed() {
    if (done) {
      return 0;
    }
    if (scanned == 0) {
      return 1;
    }
    long needed = argumentBytesMissing + stringBytesMissing + (behindTag ? 1 : 0);
    for (int level = 0; level < depth; level++) {
      long expects = open[level];
      needed += expects >= 0 ? expects : expects == VALUE_THEN_PAIRS ? 2 : 1;
    }
    return needed;
  }

  /**
   * Looks at the bytes that follow what was seen so far.
   *
   * @param bytes from its position to its limit; neither is changed
   * @return how many of them belong to the item: all, unless it is done
   * @throws CborException when the item cannot become well-formed any more
   */
  public int scan(ByteBuffer bytes) {
    int start = bytes.position();
    int limit = bytes.limit();
    int at = start;
    while (!done && at < limit) {
      int used = 1;
      if (stringBytesMissing > 0) {
        used = (int) Math.min(stringBytesMissing, limit - at);
        stringBytesMissing -= used;
        if (stringBytesMissing == 0) {
          itemDone();
        }
      } else if (argumentBytesMissing > 0) {
        argument = argument << 8 | bytes.get(at) & 0xff;
        if (--argumentBytesMissing == 0) {
          headDone();
        }
      } else {
        firstByte(bytes.get(at) & 0xff);
      }
      at += used;
      scanned += used;
    }
    return at - start;
  }

  private void firstByte(int first) {
    itemStart = base + scanned;
    if (first == 0xff) {
      breakByte();
      return;
    }
    takePlace(first);
    head = first;
    int info = first & 31;
    if (info < 24) {
      argument = info;
      headDone();
    } else if (info < 28) {
      argument = 0;
      argumentBytesMissing = 1 << info - 24;
    } else if (info == 31) {
      openIndefinite(first);
    } else {
      throw bad("a well-formed item", reserved(first));
    }
  }

  /** Counts an item in the level in which it stands. */
  private void takePlace(int first) {
    if (behindTag) {
      behindTag = false;
      return;
    }
    if (depth == 0) {
      return;
    }
    long expects = open[depth - 1];
    if (expects > 0) {
      open[depth - 1] = expects - 1;
    } else if (expects == PAIRS_TO_BREAK) {
      open[depth - 1] = VALUE_THEN_PAIRS;
    } else if (expects == VALUE_THEN_PAIRS) {
      open[depth - 1] = PAIRS_TO_BREAK;
    } else if (expects != ITEMS_TO_BREAK) {
      CborType chunk = expects == BYTE_CHUNKS ? CborType.BYTES : CborType.TEXT;
      if (CborType.of(first) != chunk || (first & 31) == 31) {
        throw bad("a definite piece of " + chunk.words(), CborType.of(first).words());
      }
    }
  }

  private void headDone() {
    switch (CborType.of(head)) {
      case BYTES, TEXT -> {
        stringBytesMissing = count("bytes of a string");
        if (stringBytesMissing == 0) {
          itemDone();
        }
      }
      case ARRAY -> openLevel(count("items of an array"));
      case MAP -> openLevel(2 * count("pairs of a map"));
      case TAG -> behindTag = true;
      case SIMPLE -> {
        if ((head & 31) == 24 && argument < 32) {
          throw bad("a well-formed item", "simple value " + argument + " in two bytes");
        }
        itemDone();
      }
      default -> itemDone();
    }
  }

  private void openIndefinite(int first) {
    switch (CborType.of(first)) {
      case BYTES -> openLevel(BYTE_CHUNKS);
      case TEXT -> openLevel(TEXT_CHUNKS);
      case ARRAY -> openLevel(ITEMS_TO_BREAK);
      case MAP -> openLevel(PAIRS_TO_BREAK);
      default -> throw bad("a well-formed item", reserved(first));
    }
  }

  private void openLevel(long expects) {
    if (expects == 0) {
      itemDone();
      return;
    }
    if (depth == maxDepth) {
      throw bad("items nested at most " + maxDepth + " deep", "one more");
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = expects;
  }

  private void breakByte() {
    boolean allowed =
        !behindTag && depth > 0 && open[depth - 1] < 0 && open[depth - 1] != VALUE_THEN_PAIRS;
    if (!allowed) {
      throw bad("an item", CborType.BREAK.words());
    }
    depth--;
    itemDone();
  }

  private void itemDone() {
    while (depth > 0 && open[depth - 1] == 0) {
      depth--;
    }
    done = depth == 0;
  }

  private long count(String what) {
    if (argument < 0 || argument > MAX_COUNT) {
      throw bad("at most " + MAX_COUNT + " " + what, Long.toUnsignedString(argument));
    }
    return argument;
  }

  private CborException bad(String expected, String found) {
    return new CborException(itemStart, expected, found);
  }

  private static String reserved(int first) {
    return "the reserved first byte 0x" + Integer.toHexString(first);
  }
}
