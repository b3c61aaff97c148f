package io.tempera.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * One direction of a connection: bytes on the way, and bytes that arrived and were not read yet.
 * Both count against the capacity, until news of the reading has travelled back.
 */
final class Pipe {
  private final MemoryConnection connection;
  private final Line line;
  private final int capacity;
  private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();
  private Runnable atReader = () -> {};
  private Runnable atWriter = () -> {};
  private int held;
  private int available;
  private boolean finished;

  Pipe(MemoryConnection connection, Line line, int capacity) {
    this.connection = connection;
    this.line = line;
    this.capacity = capacity;
  }

  void connect(Runnable whenItArrives, Runnable whenThereIsRoom) {
    atReader = whenItArrives;
    atWriter = whenThereIsRoom;
  }

  int room() {
    return capacity - held;
  }

  /** Copies as much as there is room for, and sends it on its way. */
  void write(ByteBuffer from) {
    int length = Math.min(room(), from.remaining());
    if (length == 0) {
      return;
    }
    byte[] copy = new byte[length];
    from.get(copy);
    held += length;
    line.send(
        length,
        () -> {
          arrived.add(ByteBuffer.wrap(copy));
          available += length;
          atReader.run();
        });
  }

  /** Sends the end behind the bytes. */
  void finish() {
    behindTheBytes(
        () -> {
          finished = true;
          atReader.run();
        });
  }

  /** Lets something arrive at the reader behind the bytes that are on their way. */
  void behindTheBytes(Runnable arrival) {
    line.send(0, arrival);
  }

  int available() {
    return available;
  }

  /** Whether the end has arrived and everything before it was read. */
  boolean isAtEnd() {
    return finished && available == 0;
  }

  /** Reads up to so many bytes of what arrived; none gives an empty array. */
  byte[] read(int most) {
    byte[] bytes = new byte[Math.min(most, available)];
    int at = 0;
    while (at < bytes.length) {
      ByteBuffer first = arrived.element();
      int length = Math.min(first.remaining(), bytes.length - at);
      first.get(bytes, at, length);
      at += length;
      if (!first.hasRemaining()) {
        arrived.remove();
      }
    }
    available -= bytes.length;
    if (bytes.length > 0) {
      connection.carry(
          Duration.ZERO,
          () -> {
            held -= bytes.length;
            atWriter.run();
          });
    }
    return bytes;
  }

  /** Loses what arrived and was not read. */
  void drop() {
    arrived.clear();
    available = 0;
  }
}
