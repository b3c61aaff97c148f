package io.tempera.chain.sample;

import io.tempera.chain.Block;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * A chain without end that is made up, block after block. What comes next depends on the seed, on
 * the shape and on the block before, and on nothing else: with the same of these come the same
 * bytes, and with another seed behind the same block begins a fork. For one thread.
 *
 * <pre>{@code
 * MadeUpChain chain = MadeUpChain.of(1);
 * Block first = chain.next();
 * List<Block> fork = MadeUpChain.of(2).after(first.header().tip()).blocks(5).toList();
 * }</pre>
 */
public final class MadeUpChain implements Iterator<Block> {
  private final long seed;
  private final BlockShape shape;
  private Tip tip;

  private MadeUpChain(long seed, BlockShape shape, Tip tip) {
    this.seed = seed;
    this.shape = shape;
    this.tip = tip;
  }

  /** A chain from its first block on, number 0 at slot 0, with small blocks. */
  public static MadeUpChain of(long seed) {
    return of(seed, BlockShape.SMALL);
  }

  /** A chain from its first block on, number 0 at slot 0. */
  public static MadeUpChain of(long seed, BlockShape shape) {
    return new MadeUpChain(seed, shape, Tip.ORIGIN);
  }

  /** Another seed, for a fork of the chain of a seed. */
  public static long branchSeed(long seed, long branch) {
    return Noise.seed(seed, branch);
  }

  /** Another one with this seed and shape, which goes on behind a block; this stays as it is. */
  public MadeUpChain after(Tip before) {
    return new MadeUpChain(seed, shape, before);
  }

  /** The block that was made last; the origin, or where it began, before the first. */
  public Tip tip() {
    return tip;
  }

  /** Always. */
  @Override
  public boolean hasNext() {
    return true;
  }

  /** The next block: made when it is asked for, some milliseconds for a large one. */
  @Override
  public Block next() {
    Block next =
        switch (tip.point()) {
          case Point.Origin origin -> BlockMaker.make(tip, 0, 0, shape, Noise.seed(seed));
          case Point.At at ->
              BlockMaker.make(
                  tip,
                  tip.blockNo() + 1,
                  at.slot() + shape.slots(),
                  shape,
                  Noise.seed(seed, firstOf(at.hash())));
        };
    tip = next.header().tip();
    return next;
  }

  /** The next blocks, so many. */
  public Stream<Block> blocks(long count) {
    return Stream.generate(this::next).limit(count);
  }

  /** The first 64 bits of a hash; what it has not is 0. */
  private static long firstOf(Hash hash) {
    return ByteBuffer.wrap(Arrays.copyOf(hash.bytes(), Long.BYTES)).getLong();
  }
}
