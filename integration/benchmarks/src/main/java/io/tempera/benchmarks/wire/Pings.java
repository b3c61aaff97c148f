package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Sends small messages, one at a time, and waits for each to come back. */
final class Pings {
  private static final byte[] PING = {1, 2, 3};

  private final boolean copies;
  private Laps laps = new Laps(0);
  private Consumer<long[]> whenDone = nanos -> {};
  private boolean due;
  private int arrived;

  /** What was delivered last: keeps the copies from being optimised away. */
  private byte[] delivered = {};

  Pings(boolean copies) {
    this.copies = copies;
  }

  void begin(int count, Consumer<long[]> done) {
    laps = new Laps(count);
    whenDone = done;
    due = true;
  }

  boolean hasOutput() {
    return due;
  }

  void fill(Batch batch) {
    if (due) {
      due = false;
      batch.frame(Frames.SMALL, PING, 0, PING.length);
    }
  }

  void payload(ByteBuffer part) {
    int length = part.remaining();
    if (copies) {
      delivered = new byte[length];
      part.get(delivered);
    } else {
      part.position(part.limit());
    }
    arrived += length;
    if (arrived == PING.length) {
      arrived = 0;
      laps.lap();
      due = !laps.isOver();
      if (!due) {
        assert delivered.length >= 0;
        whenDone.accept(laps.nanos());
      }
    }
  }
}
