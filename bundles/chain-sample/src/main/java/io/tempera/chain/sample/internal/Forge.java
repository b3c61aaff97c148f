package io.tempera.chain.sample.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFeed;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.chain.sample.MadeUpChain;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Extends the node's chain, wherever it ends: whoever else extends it meanwhile is taken as it
 * comes. Without time; for one thread.
 */
final class Forge {
  private final ChainFeed feed;
  private final ForgeSettings settings;

  /** Where the chain ended before each of the blocks that were put there last, oldest first. */
  private final Deque<Tip> before = new ArrayDeque<>();

  private Tip last = Tip.ORIGIN;
  private long branch;
  private int forged;

  Forge(ChainFeed feed, ForgeSettings settings) {
    this.feed = feed;
    this.settings = settings;
  }

  /** Whether the chain has as many blocks as it has at the start. */
  boolean isFilled() {
    Tip tip = feed.tip();
    long has = tip.point().equals(Point.ORIGIN) ? 0 : tip.blockNo() + 1;
    return has >= settings.blocks();
  }

  /** Puts one more of those blocks there. */
  Verdict fill() {
    return extend(feed.tip());
  }

  /** Whether all blocks are forged that ever are. */
  boolean isDone() {
    return settings.stopAfter() > 0 && forged >= settings.stopAfter();
  }

  /**
   * Makes the chain one block longer: with one block, or, where the chain goes back, with a branch
   * that is one block longer than what is lost, as no node changes to one that is not.
   */
  Verdict forge() {
    forged++;
    boolean back = settings.rollbackEvery() > 0 && forged % settings.rollbackEvery() == 0;
    Tip tip = feed.tip();
    if (!tip.equals(last)) {
      before.clear();
    }
    return back && !before.isEmpty() ? changeBranch() : extend(tip);
  }

  private Verdict changeBranch() {
    Tip to = before.getFirst();
    int lost = before.size();
    while (lost > settings.rollbackBlocks()) {
      before.removeFirst();
      to = before.getFirst();
      lost--;
    }
    before.clear();
    Verdict verdict = feed.rollBack(to.point());
    branch++;
    last = to;
    for (int more = 0; more <= lost && verdict.equals(Verdict.ACCEPTED); more++) {
      verdict = extend(last);
    }
    return verdict;
  }

  private Verdict extend(Tip tip) {
    // The first branch is the chain that anybody else makes of the seed, too.
    long seed = branch == 0 ? settings.seed() : MadeUpChain.branchSeed(settings.seed(), branch);
    Block next = MadeUpChain.of(seed, settings.shape()).after(tip).next();
    Verdict verdict = feed.extend(next.encoded());
    if (verdict.equals(Verdict.ACCEPTED)) {
      before.addLast(tip);
      if (before.size() > settings.rollbackBlocks()) {
        before.removeFirst();
      }
      last = next.header().tip();
    }
    return verdict;
  }
}
