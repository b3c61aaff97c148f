package io.tempera.benchmarks.chain;

import io.tempera.chain.Block;
import io.tempera.chain.Point;
import io.tempera.chain.sample.BlockShape;
import io.tempera.chain.sample.MadeUpChain;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A made-up chain, made before anything is measured: Conway's shape, right hashes, a block in each
 * slot from slot 0 on.
 *
 * @param blocks from the first one on
 */
record Sample(List<Block> blocks) {
  /** Of blocks as large as a large one of Cardano's. */
  static final int LARGE = 65_536;

  private static final long SEED = 7;

  /**
   * So many blocks.
   *
   * @param bytes so many each has at least
   */
  static Sample of(int count, int bytes) {
    return new Sample(endless(bytes).blocks(count).toList());
  }

  /** Blocks without end, each made when it is asked for. */
  static MadeUpChain endless(int bytes) {
    return MadeUpChain.of(SEED, new BlockShape(bytes, 1, 1));
  }

  /** Which block a point is at. */
  int index(Point point) {
    if (point instanceof Point.At at
        && at.slot() < blocks.size()
        && blocks.get((int) at.slot()).point().equals(at)) {
      return (int) at.slot();
    }
    throw new IllegalArgumentException("Nothing of this chain is at " + point);
  }

  /** Where a block is. */
  Point.At point(int index) {
    return blocks.get(index).point();
  }

  /** All blocks as block-fetch moves them. */
  List<byte[]> bodies() {
    return blocks.stream().map(block -> block.encoded().bytes()).toList();
  }

  /** How many bytes a block has. */
  int blockSize(int index) {
    return blocks.get(index).encoded().size();
  }

  /** How many bytes a header has, of those that are served again and again. */
  int headerSize(long index) {
    return blocks.get((int) (index % blocks.size())).header().encoded().size();
  }

  /** How many bytes so many blocks have, from the first one on. */
  long blockBytes(int count) {
    return IntStream.range(0, count).mapToLong(this::blockSize).sum();
  }

  /** How many bytes so many headers have, from the first one on, again and again. */
  long headerBytes(int count) {
    return IntStream.range(0, count).mapToLong(this::headerSize).sum();
  }
}
