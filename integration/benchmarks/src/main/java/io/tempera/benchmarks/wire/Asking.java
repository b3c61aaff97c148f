package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Asks for bulk, as much as its window takes, and counts what comes. */
final class Asking {
  private final boolean copies;
  private final Shape shape;
  private Laps laps = new Laps(0);
  private Consumer<long[]> whenDone = nanos -> {};
  private Window window;
  private byte[] message = {};
  private int filled;

  /** What was delivered last: keeps the copies from being optimised away. */
  private byte[] delivered = {};

  Asking(boolean copies, Shape shape) {
    this.copies = copies;
    this.shape = shape;
    this.window = new Window(shape.window(), 0);
  }

  void begin(int messages, Consumer<long[]> done) {
    laps = new Laps(1);
    whenDone = done;
    window = new Window(shape.window(), messages);
  }

  boolean hasOutput() {
    return window.hasRoom();
  }

  void fill(Batch batch) {
    while (window.hasRoom()) {
      int count = window.ask();
      int each = shape.oneByOne() ? 1 : count;
      byte[] request = ByteBuffer.allocate(Integer.BYTES).putInt(each).array();
      for (int asked = 0; asked < count; asked += each) {
        batch.frame(Frames.BULK, request, 0, request.length);
      }
    }
  }

  void payload(ByteBuffer part) {
    while (part.hasRemaining()) {
      int length = Math.min(part.remaining(), shape.message() - filled);
      if (!copies) {
        part.position(part.position() + length);
      } else {
        if (filled == 0) {
          message = new byte[shape.message()];
        }
        part.get(message, filled, length);
      }
      filled += length;
      if (filled == shape.message()) {
        filled = 0;
        delivered = message;
        arrived();
      }
    }
  }

  private void arrived() {
    window.arrived();
    if (!window.isOpen()) {
      assert delivered.length >= 0;
      laps.lap();
      whenDone.accept(laps.nanos());
    }
  }
}
