package io.tempera.chain;

import org.osgi.annotation.versioning.ProviderType;

/** Lets whoever makes blocks, or has them from elsewhere, put them on this node's chain. */
@ProviderType
public interface ChainFeed {
  /** Where the chain ends. */
  Tip tip();

  /**
   * Puts a block at the end of the chain. Any thread; does not block.
   *
   * @param block as block-fetch moves it
   * @return {@link Verdict#ACCEPTED}, or why not: above all when it does not follow the tip
   */
  Verdict extend(Encoded block);

  /**
   * Takes the chain back to a point on it: the blocks after it are gone. Any thread; does not
   * block.
   *
   * @return {@link Verdict#ACCEPTED}, or why not: above all when the point is not on the chain
   */
  Verdict rollBack(Point point);
}
