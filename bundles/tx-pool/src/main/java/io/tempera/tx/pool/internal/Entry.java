package io.tempera.tx.pool.internal;

import io.tempera.chain.Encoded;
import io.tempera.tx.TxOffer;

/**
 * A transaction in the pool.
 *
 * @param ticket its place in the order of arrival
 * @param arrived when, on the runtime's clock, in nanoseconds
 */
record Entry(long ticket, Encoded id, Encoded transaction, long arrived) {
  TxOffer offer() {
    return new TxOffer(id, transaction.size());
  }
}
