package io.tempera.tx;

import io.tempera.chain.Encoded;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Lets whoever makes transactions, or has them from elsewhere, put them into this node's pool, and
 * take them out when they are in a block. What is in it {@link TxPool#reader} tells.
 */
@ProviderType
public interface TxFeed {
  /**
   * Puts a transaction into the pool, from where peers have it. Any thread; does not block.
   *
   * @param transaction as tx-submission moves it
   * @return why the pool has not taken it, for people; empty when it has
   */
  Optional<String> offer(Encoded transaction);

  /**
   * Takes a transaction out of the pool: it is in a block, or can never be. Peers that offer it are
   * not asked for it for a while. Any thread; does not block.
   *
   * @return whether it was there
   */
  boolean drop(Encoded id);
}
