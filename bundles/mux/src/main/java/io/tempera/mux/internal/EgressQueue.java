package io.tempera.mux.internal;

import io.tempera.mux.ProtocolKey;
import io.tempera.runtime.Wait;

/**
 * What one running half has queued for sending: the arrays that its sends handed over, in order.
 * All of it belongs to the {@link EgressScheduler}, under its lock; what the waiting sender looks
 * at is volatile.
 */
final class EgressQueue {
  private static final class Message {
    private final byte[] bytes;
    private Message next;

    Message(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private final ProtocolKey key;

  // Null while empty.
  private Message first;
  private Message last;

  /** How many bytes of the first message have been cut off. */
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

  /** Adds a message to the end. */
  void append(byte[] message) {
    Message added = new Message(message);
    if (first == null) {
      first = added;
    } else {
      last.next = added;
    }
    last = added;
    setBytes(bytes + message.length);
  }

  /** Moves the first bytes into a batch as the payload of one SDU. */
  void cut(int count, BatchBuilder batch) {
    int left = count;
    while (left > 0) {
      byte[] message = first.bytes;
      int length = Math.min(left, message.length - offset);
      batch.add(message, offset, length);
      left -= length;
      offset += length;
      if (offset == message.length) {
        first = first.next;
        offset = 0;
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
