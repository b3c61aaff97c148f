package io.tempera.tx;

import io.tempera.chain.Encoded;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads a pool for one peer, in the order in which transactions came in. For one thread. */
@ConsumerType
public interface TxReader extends AutoCloseable {
  /**
   * Transactions that this has not named before. Does not block.
   *
   * @param most how many at most, 1 or more
   * @return empty when there are none: the reader's {@code news} is run when there are
   */
  List<TxOffer> next(int most);

  /** A transaction as tx-submission moves it; empty when the pool has dropped it. */
  Optional<Encoded> transaction(Encoded id);

  /** How far this has read, for {@link TxPool#reader}. */
  long position();

  /** Gives the place back. Again: does nothing. */
  @Override
  void close();
}
