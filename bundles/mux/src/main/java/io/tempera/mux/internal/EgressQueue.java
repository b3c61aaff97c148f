package io.tempera.mux.internal;

import io.tempera.mux.ProtocolKey;
import io.tempera.runtime.Wait;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What one running half has queued for sending: what its sends handed over, in order. All of it
 * belongs to the {@link EgressScheduler}, under its lock; what the waiting sender looks at is
 * volatile.
 */
final class EgressQueue {
  private static final class Piece {
    private final ByteBuffer bytes;
    private final int from;
    private final int to;
    private Piece next;

    Piece(ByteBuffer bytes) {
      this.bytes = bytes;
      this.from = bytes.position();
      this.to = bytes.limit();
    }
  }

  private final ProtocolKey key;

  // Null while empty.
  private Piece first;
  private Piece last;

  /** Where in the first piece the bytes begin that have not been cut off. */
  private int offset;

  private volatile long bytes;
  private volatile boolean closed;

  // Null until somebody needs it.
  private volatile Wait senders;
  private Runnable whenDrained;

  EgressQueue(ProtocolKey key) {
    this.key = key;
  }

  ProtocolKey key() {
    return key;
  }

  /** How many bytes are queued. Any thread. */
  long bytes() {
    return bytes;
  }

  /** Whether sends are refused. Any thread. */
  boolean isClosed() {
    return closed;
  }

  /** What is queued goes out, nothing more is taken. */
  void close() {
    closed = true;
  }

  /** Where senders wait; null while nobody ever did. */
  Wait senders() {
    return senders;
  }

  void senders(Wait wait) {
    senders = wait;
  }

  /** What to call when the queue has become empty, once; null when nobody asked. */
  Runnable takeWhenDrained() {
    Runnable callback = whenDrained;
    whenDrained = null;
    return callback;
  }

  void whenDrained(Runnable callback) {
    whenDrained = callback;
  }

  /**
   * Adds a message to the end.
   *
   * @param pieces the message, one after the other
   * @return how many bytes they have altogether
   */
  int append(List<ByteBuffer> pieces) {
    int count = 0;
    for (ByteBuffer bytes : pieces) {
      if (bytes.hasRemaining()) {
        Piece piece = new Piece(bytes);
        append(piece);
        count += piece.to - piece.from;
      }
    }
    setBytes(bytes + count);
    return count;
  }

  private void append(Piece added) {
    if (first == null) {
      begin(added);
    } else {
      last.next = added;
    }
    last = added;
  }

  private void begin(Piece piece) {
    first = piece;
    offset = piece == null ? 0 : piece.from;
  }

  /** Moves the first bytes into a batch as the payload of one SDU. */
  void cut(int count, BatchBuilder batch) {
    int left = count;
    while (left > 0) {
      int length = Math.min(left, first.to - offset);
      batch.add(first.bytes, offset, length);
      left -= length;
      offset += length;
      if (offset == first.to) {
        begin(first.next);
      }
    }
    if (first == null) {
      last = null;
    }
    setBytes(bytes - count);
  }

  private void setBytes(long count) {
    bytes = count;
  }
}
