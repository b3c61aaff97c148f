package io.tempera.tx;

import io.tempera.chain.Encoded;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How transactions are read: a service for each era of a chain, or each kind of chain. Any thread;
 * must not block.
 */
@ConsumerType
public interface TxFormat {
  /**
   * The id of a transaction, both as tx-submission moves them.
   *
   * @return empty when it is of another era
   * @throws IllegalArgumentException when it is of this era and damaged; the message says how
   */
  Optional<Encoded> id(Encoded transaction);
}
