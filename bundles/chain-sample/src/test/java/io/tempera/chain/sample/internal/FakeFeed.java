package io.tempera.chain.sample.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFeed;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.chain.cardano.internal.ConwayFormat;
import java.util.ArrayList;
import java.util.List;

/** A chain that takes what follows, and remembers how it went back. */
final class FakeFeed implements ChainFeed {
  final List<Block> blocks = new ArrayList<>();
  final List<Point> rollbacks = new ArrayList<>();
  private final ConwayFormat format = new ConwayFormat();
  boolean full;

  @Override
  public Tip tip() {
    return blocks.isEmpty() ? Tip.ORIGIN : blocks.getLast().header().tip();
  }

  @Override
  public Verdict extend(Encoded encoded) {
    Block block = format.block(encoded).orElseThrow();
    boolean follows =
        tip().point() instanceof Point.At at
            ? block.header().previous().filter(at.hash()::equals).isPresent()
            : block.header().previous().isEmpty();
    if (full || !follows) {
      return new Verdict.Invalid("the chain is full, or the block does not follow");
    }
    blocks.add(block);
    return Verdict.ACCEPTED;
  }

  @Override
  public Verdict rollBack(Point point) {
    while (!tip().point().equals(point)) {
      if (blocks.isEmpty()) {
        return new Verdict.Invalid(point + " is not on the chain");
      }
      blocks.removeLast();
    }
    rollbacks.add(point);
    return Verdict.ACCEPTED;
  }
}
