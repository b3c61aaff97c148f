package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;

/** One side of the conversations on a connection. Belongs to the connection's loop. */
public abstract class Conversation implements FrameReader.Sink {
  private final FrameReader reader = new FrameReader(this);

  Conversation() {}

  /** Takes bytes that arrived; they are the caller's again afterwards. */
  public final void received(ByteBuffer bytes) {
    reader.read(bytes);
  }

  /** Whether there is something to write. */
  public abstract boolean hasOutput();

  /** Adds to a batch until it is full or nothing is left. */
  public abstract void fill(Batch batch);
}
