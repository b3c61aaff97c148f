package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;

/** The serving side of a hop: tells a header, and sends its block when that is asked for. */
public final class Announcer extends Conversation {
  private byte[] header = {};
  private byte[] block = {};
  private boolean due;
  private int requestBytes;
  private int position;

  /** Nothing to tell yet. */
  public Announcer() {}

  /** There is a block: whoever follows is told. On the loop. */
  public void announce(byte[] itsHeader, byte[] itsBlock) {
    header = itsHeader;
    block = itsBlock;
    position = block.length;
    due = true;
  }

  @Override
  public boolean hasOutput() {
    return due || position < block.length;
  }

  @Override
  public void fill(Batch batch) {
    if (due) {
      due = false;
      batch.frame(Frames.HEADERS, header, 0, header.length);
    }
    while (position < block.length && !batch.isFull()) {
      int length = Math.min(Frames.PAYLOAD, block.length - position);
      batch.frame(Frames.BULK, block, position, length);
      position += length;
    }
  }

  @Override
  public void payload(int number, ByteBuffer part) {
    requestBytes += part.remaining();
    part.position(part.limit());
    if (requestBytes == Taker.REQUEST) {
      requestBytes = 0;
      position = 0;
    }
  }
}
