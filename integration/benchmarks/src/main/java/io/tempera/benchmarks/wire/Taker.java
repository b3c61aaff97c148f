package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/** The following side of a hop: asks for the block of each header that it is told. */
public final class Taker extends Conversation {
  /** As many bytes as block-fetch's request of one block and chain-sync's of one header. */
  static final int REQUEST = 86;

  private static final byte[] REQUESTED = new byte[REQUEST];

  private final int headerSize;
  private final int blockSize;
  private final BiConsumer<byte[], byte[]> taken;
  private byte[] header = {};
  private byte[] block = {};
  private int headerBytes;
  private int blockBytes;
  private boolean due;

  /**
   * Follows.
   *
   * @param headerSize bytes of each header
   * @param blockSize bytes of each block
   * @param taken is given each header and block, as arrays of its own, on the loop
   */
  public Taker(int headerSize, int blockSize, BiConsumer<byte[], byte[]> taken) {
    this.headerSize = headerSize;
    this.blockSize = blockSize;
    this.taken = taken;
  }

  @Override
  public boolean hasOutput() {
    return due;
  }

  @Override
  public void fill(Batch batch) {
    if (due) {
      due = false;
      batch.frame(Frames.BULK, REQUESTED, 0, REQUEST);
    }
  }

  @Override
  public void payload(int number, ByteBuffer part) {
    int length = part.remaining();
    if (number == Frames.HEADERS) {
      header = headerBytes == 0 ? new byte[headerSize] : header;
      part.get(header, headerBytes, length);
      headerBytes = (headerBytes + length) % headerSize;
      due |= headerBytes == 0;
    } else {
      block = blockBytes == 0 ? new byte[blockSize] : block;
      part.get(block, blockBytes, length);
      blockBytes = (blockBytes + length) % blockSize;
      if (blockBytes == 0) {
        taken.accept(header, block);
      }
    }
  }
}
