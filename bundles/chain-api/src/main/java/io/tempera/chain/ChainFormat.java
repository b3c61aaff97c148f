package io.tempera.chain;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How headers and blocks are read: a service for each era of a chain, or each kind of chain.
 * Whoever must know more of a block than its bytes asks all of them, by ranking, until one knows
 * it.
 *
 * <p>Any thread; must not block.
 */
@ConsumerType
public interface ChainFormat {
  /** Its name, for people: {@code conway}. */
  String name();

  /**
   * Reads a header as chain-sync moves it.
   *
   * @return empty when it is of another era
   * @throws IllegalArgumentException when it is of this era and damaged; the message says how
   */
  Optional<Header> header(Encoded header);

  /**
   * Reads a block as block-fetch moves it, with its header in the form of chain-sync, and checks as
   * far as it can that its body is the one that the header names.
   *
   * @return empty when it is of another era
   * @throws IllegalArgumentException when it is of this era and damaged, or its body is another;
   *     the message says how
   */
  Optional<Block> block(Encoded block);
}
