package io.tempera.check;

import io.tempera.mux.Channel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that have arrived for a half, and a place for those that it sends. For one thread at a
 * time.
 */
abstract class Bytes implements Channel {
  private byte[] arrived = new byte[0];

  /** More bytes have arrived. */
  void add(byte[] more) {
    byte[] all = Arrays.copyOf(arrived, arrived.length + more.length);
    System.arraycopy(more, 0, all, arrived.length, more.length);
    arrived = all;
  }

  /** All that is there and was not taken. */
  byte[] left() {
    return arrived.clone();
  }

  @Override
  public int arrived() {
    return arrived.length;
  }

  @Override
  public ByteBuffer look(int offset) {
    return ByteBuffer.wrap(arrived, offset, arrived.length - offset).slice().asReadOnlyBuffer();
  }

  @Override
  public byte[] take(int count) {
    if (count < 1 || count > arrived.length) {
      throw new AssertionError("Took " + count + " of " + arrived.length + " bytes");
    }
    byte[] taken = Arrays.copyOf(arrived, count);
    arrived = Arrays.copyOfRange(arrived, count, arrived.length);
    return taken;
  }

  @Override
  public final void send(List<ByteBuffer> pieces) {
    sent(joined(pieces));
  }

  /** All pieces, one after the other. */
  static byte[] joined(List<ByteBuffer> pieces) {
    byte[] all = new byte[pieces.stream().mapToInt(ByteBuffer::remaining).sum()];
    ByteBuffer to = ByteBuffer.wrap(all);
    pieces.forEach(piece -> to.put(piece.duplicate()));
    return all;
  }

  /** The half has sent a message, which is nobody else's. */
  abstract void sent(byte[] message);
}
