package io.tempera.mux.internal;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The bytes that have arrived for one half and were not taken yet.
 *
 * <p>For one thread that appends (the bearer's loop) and one that looks and takes, without a lock:
 * every position counts from the first byte ever, and has one writer.
 *
 * <pre>
 *   taken ≤ looked ≤ written
 *     └ reader  └ reader  └ appender; its volatile write publishes bytes and chunks before it
 * </pre>
 *
 * <p>A payload becomes a chunk of exactly its size, which a {@link #take} of exactly these bytes
 * hands out as it is. Only what comes in dribs (less than {@value #SMALL} bytes behind others,
 * network-mux Network.Mux.Ingress) shares a chunk, so that the memory held is at most a small
 * multiple of the bytes queued. A chunk that is full and consumed is let go of.
 *
 * <p>Messages that are longer than their payloads are put together by {@link #take}. When two such
 * messages in a row had the same size, the next ones probably have it too, and each becomes one
 * chunk from the start, filled payload by payload. A wrong guess costs what would have been paid
 * anyway. The last chunk has at most {@value #MOST_AHEAD} times the bytes of the payload that began
 * it; in one before it less is free than the payload behind it has. So nobody can make this hold
 * far more than was sent.
 */
final class IngressQueue {
  private static final int SMALL = 128;
  private static final int SHARED_CHUNK = 512;
  private static final byte[] NOTHING = {};

  /** Shorter messages, which long ones may have between them, say nothing about the next one. */
  private static final int LONG_MESSAGE = 1_024;

  /** How far ahead of its payload a chunk may be made. Enough for blocks in whole SDUs. */
  private static final int MOST_AHEAD = 8;

  private static final class Chunk {
    /** The position of its first byte. */
    private final long base;

    private final int capacity;

    /**
     * Null once it is full and consumed. The reader's, except for the part that is not published.
     */
    private byte[] bytes;

    /** The appender's; what it points at is read only up to the published position. */
    private Chunk next;

    Chunk(long base, byte[] bytes) {
      this.base = base;
      this.capacity = bytes.length;
      this.bytes = bytes;
    }
  }

  private volatile long written;
  private volatile long looked;
  private volatile long taken;

  /** The reader's: how many bytes messages probably have; 0 for no idea. */
  private volatile int usual;

  /** The reader's: how many the last long one had. */
  private int lastLong;

  /** The appender's. */
  private Chunk tail = new Chunk(0, NOTHING);

  /** The reader's: where taken is. */
  private Chunk head = tail;

  /** The reader's: where it looked last, at or behind the head. */
  private Chunk lookedAt = tail;

  /** How many bytes may be looked at and taken. Any thread. */
  long arrived() {
    // The start first: the other way round, a take in between could make it negative.
    long start = taken;
    return written - start;
  }

  /** How many bytes nobody has looked at. Any thread. */
  long notLookedAt() {
    long start = looked;
    return written - start;
  }

  /**
   * Appends a payload.
   *
   * @param owned whether the payload's whole array may be kept, which it is unless it is small or
   *     the last chunk has room for it: a flood of tiny payloads must not cost an object each, and
   *     one of small ones between them not a chunk that stays empty
   */
  void append(ByteBuffer payload, boolean owned) {
    int count = payload.remaining();
    long at = written;
    int free = free(at);
    int expected = usual;
    if (expected > count && expected <= (long) MOST_AHEAD * count) {
      fill(payload, at, expected);
    } else if (count <= free) {
      payload.get(tail.bytes, tail.capacity - free, count);
    } else if (owned && count >= SMALL) {
      link(new Chunk(at, payload.array()));
    } else {
      boolean shared = count < SMALL && at > taken;
      byte[] bytes = new byte[shared ? SHARED_CHUNK : count];
      payload.get(bytes, 0, count);
      link(new Chunk(at, bytes));
    }
    written = at + count;
  }

  /** Lays a payload out so that each message of the expected size has a chunk of its own. */
  private void fill(ByteBuffer payload, long at, int expected) {
    long position = at;
    while (payload.hasRemaining()) {
      int free = free(position);
      if (free == 0) {
        free = expected - (int) ((position - taken) % expected);
        link(new Chunk(position, new byte[free]));
      }
      int part = Math.min(free, payload.remaining());
      payload.get(tail.bytes, tail.capacity - free, part);
      position += part;
    }
  }

  /** How many bytes the last chunk has room for, from a position on. The appender's. */
  int free(long position) {
    return (int) (tail.base + tail.capacity - position);
  }

  private void link(Chunk chunk) {
    tail.next = chunk;
    tail = chunk;
  }

  /**
   * The bytes at an offset from the first not taken, as many as lie together; they count as looked
   * at.
   */
  ByteBuffer look(int offset) {
    long end = written;
    long from = taken + Objects.checkIndex(offset, (int) (end - taken));
    Chunk chunk = find(lookedAt.base <= from ? lookedAt : head, from, end);
    lookedAt = chunk;
    long to = endOf(chunk, end);
    if (to > looked) {
      looked = to;
    }
    return ByteBuffer.wrap(chunk.bytes, (int) (from - chunk.base), (int) (to - from))
        .slice()
        .asReadOnlyBuffer();
  }

  /** Takes the first bytes out. */
  byte[] take(int count) {
    long end = written;
    long from = taken;
    if (count < 1 || count > end - from) {
      throw new IndexOutOfBoundsException(
          "Cannot take " + count + " bytes: there are " + (end - from));
    }
    long to = from + count;
    Chunk chunk = find(head, from, end);
    byte[] result;
    if (chunk.base == from && chunk.capacity == count && to <= endOf(chunk, end)) {
      result = chunk.bytes;
      release(chunk);
    } else {
      result = new byte[count];
      chunk = copy(chunk, from, result, end);
    }
    head = chunk;
    if (lookedAt.base < chunk.base) {
      lookedAt = chunk;
    }
    if (looked < to) {
      looked = to;
    }
    taken = to;
    if (count >= LONG_MESSAGE) {
      usual = count == lastLong ? count : 0;
      lastLong = count;
    }
    return result;
  }

  /** Makes what was looked at and not taken count as new, for a reader who begins anew. */
  void lookAgain() {
    looked = taken;
    lookedAt = head;
  }

  /** Fills an array; returns the chunk of its last byte. */
  private Chunk copy(Chunk first, long from, byte[] result, long end) {
    Chunk chunk = first;
    int done = 0;
    while (true) {
      int start = (int) (from + done - chunk.base);
      int count = Math.min(result.length - done, (int) (endOf(chunk, end) - chunk.base) - start);
      System.arraycopy(chunk.bytes, start, result, done, count);
      done += count;
      if (start + count == chunk.capacity) {
        release(chunk);
      }
      if (done == result.length) {
        return chunk;
      }
      chunk = chunk.next;
    }
  }

  /** The appender does not touch the bytes of a full chunk. */
  private static void release(Chunk chunk) {
    chunk.bytes = null;
  }

  private static Chunk find(Chunk start, long position, long end) {
    Chunk chunk = start;
    while (position >= endOf(chunk, end)) {
      chunk = chunk.next;
    }
    return chunk;
  }

  /** Where the published bytes of a chunk end. */
  private static long endOf(Chunk chunk, long end) {
    // A chunk that was linked after the published end was read begins there or later.
    Chunk next = chunk.next;
    return next == null ? end : Math.min(end, next.base);
  }
}
