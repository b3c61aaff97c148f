package io.tempera.block.fetch.internal;

import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A chain of so many blocks, from slot 1 up, that counts who reads it. */
final class ServedChain implements ChainSource {
  private static final int HASH_BYTES = 32;

  private final int length;
  private final int blockBytes;
  private int read;
  private int open;
  private int opened;

  /** A chain whose blocks are of about so many bytes. */
  ServedChain(int length, int blockBytes) {
    this.length = length;
    this.blockBytes = blockBytes;
  }

  static Point.At point(int slot) {
    return new Point.At(slot, Hash.of(ByteBuffer.allocate(HASH_BYTES).putInt(slot).array()));
  }

  static FetchRange range(int first, int last) {
    return new FetchRange(point(first), point(last), last - first + 1);
  }

  /** As the block of Cardano: a tag 24 and bytes, which begin with its slot. */
  Encoded block(int slot) {
    byte[] body = ByteBuffer.allocate(Math.max(Integer.BYTES, blockBytes)).putInt(slot).array();
    return new Encoded(new CborWriter().tag(24).bytes(body).toByteArray());
  }

  /** Where a block is that {@link #block} made. */
  static Point.At pointOf(Encoded block) {
    CborReader from = new CborReader(block.bytes());
    from.readTag();
    return point(from.readBytesView(Integer.MAX_VALUE).getInt());
  }

  /** How many blocks were read, over all. */
  int read() {
    return read;
  }

  /** How many readers are open. */
  int open() {
    return open;
  }

  /** How many readers there were. */
  int opened() {
    return opened;
  }

  @Override
  public Tip tip() {
    return new Tip(point(length), length);
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    throw new AssertionError("block-fetch reads no headers");
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    boolean has =
        first instanceof Point.At from
            && last instanceof Point.At to
            && from.slot() >= 1
            && from.slot() <= to.slot()
            && to.slot() <= length;
    return has
        ? Optional.of(new Reader((int) ((Point.At) first).slot(), (int) ((Point.At) last).slot()))
        : Optional.empty();
  }

  private final class Reader implements BlockReader {
    private final int last;
    private int next;
    private boolean closed;

    Reader(int first, int last) {
      this.next = first;
      this.last = last;
      open++;
      opened++;
    }

    @Override
    public Optional<Encoded> next() {
      if (next > last) {
        return Optional.empty();
      }
      read++;
      return Optional.of(block(next++));
    }

    @Override
    public void close() {
      open -= closed ? 0 : 1;
      closed = true;
    }
  }
}
