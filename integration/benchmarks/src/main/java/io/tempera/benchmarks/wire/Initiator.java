package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The asking side of both: round trips of small messages, and bulk. Each may go on its own. */
public final class Initiator extends Conversation {
  private final Pings pings;
  private final Asking bulk;

  /**
   * An asking side.
   *
   * @param copies whether each message is delivered as an array of its own, or only counted
   */
  public Initiator(boolean copies, Shape shape) {
    pings = new Pings(copies);
    bulk = new Asking(copies, shape);
  }

  /** Begins with round trips, and tells how long each took. */
  public void beginPings(int count, Consumer<long[]> done) {
    pings.begin(count, done);
  }

  /** Begins with bulk, and tells how long all of it took, as one figure. */
  public void beginBulk(int messages, Consumer<long[]> done) {
    bulk.begin(messages, done);
  }

  @Override
  public boolean hasOutput() {
    return pings.hasOutput() || bulk.hasOutput();
  }

  @Override
  public void fill(Batch batch) {
    pings.fill(batch);
    bulk.fill(batch);
  }

  @Override
  public void payload(int number, ByteBuffer part) {
    if (number == Frames.SMALL) {
      pings.payload(part);
    } else {
      bulk.payload(part);
    }
  }
}
