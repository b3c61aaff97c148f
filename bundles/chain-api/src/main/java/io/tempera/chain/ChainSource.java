package io.tempera.chain;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The chain that this node serves to its peers. Any thread. */
@ConsumerType
public interface ChainSource {
  /** Where the chain ends. */
  Tip tip();

  /**
   * A reader for one peer.
   *
   * @param from where it begins: {@link ReadPosition#START}, or where another stood; the newest of
   *     its points that is still on the chain counts, and when that is not the first, or when none
   *     is, a rollback is told next
   * @param news run, on any thread, when {@link ChainReader#next} has something again after it had
   *     nothing; it does not block
   */
  ChainReader reader(ReadPosition from, Runnable news);

  /**
   * The blocks from one to another, both included.
   *
   * @return empty when the chain does not have all of them in this order, or has dropped some
   */
  Optional<BlockReader> blocks(Point first, Point last);
}
