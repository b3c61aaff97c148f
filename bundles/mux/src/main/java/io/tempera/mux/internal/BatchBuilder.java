package io.tempera.mux.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a batch together. Long pieces go in where they lie; headers and short pieces are gathered in
 * arrays of the batch's own, since one more buffer costs more than copying a few bytes. Used once.
 */
final class BatchBuilder {
  /** Shorter pieces than this are copied. Our own choice. */
  private static final int SHORT = 256;

  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final int batchSize;
  private ByteBuffer gathered;
  private int begun;
  private int sdus;
  private int bytes;

  /**
   * An empty batch.
   *
   * @param batchSize bytes that it must not exceed, unless one SDU alone does
   * @param expected a guess of the bytes that will be gathered
   */
  BatchBuilder(int batchSize, int expected) {
    this.batchSize = batchSize;
    this.gathered = ByteBuffer.allocate(expected);
  }

  /** Whether an SDU with so much payload still fits. */
  boolean hasRoomFor(int payload) {
    return sdus == 0 || bytes + SduHeader.SIZE + payload <= batchSize;
  }

  int sdus() {
    return sdus;
  }

  int bytes() {
    return bytes;
  }

  /** Begins an SDU: its header. */
  void begin(SduHeader header) {
    gather(SduHeader.SIZE).putLong(header.encode());
    bytes += SduHeader.SIZE;
    sdus++;
  }

  /** Adds bytes, which nobody may change any more. */
  void add(ByteBuffer piece, int from, int length) {
    bytes += length;
    if (length < SHORT) {
      ByteBuffer to = gather(length);
      to.put(to.position(), piece, from, length).position(to.position() + length);
    } else {
      endGathered();
      buffers.add(piece.slice(from, length));
    }
  }

  /** The finished batch. */
  Batch build() {
    endGathered();
    return new Batch(buffers, sdus, bytes);
  }

  private ByteBuffer gather(int length) {
    if (gathered.remaining() < length) {
      endGathered();
      gathered = ByteBuffer.allocate(Math.max(SHORT, Math.max(length, gathered.capacity())));
      begun = 0;
    }
    return gathered;
  }

  /** What was gathered since the last time becomes a buffer of the batch. */
  private void endGathered() {
    int end = gathered.position();
    if (end > begun) {
      buffers.add(ByteBuffer.wrap(gathered.array(), begun, end - begun));
      begun = end;
    }
  }
}
