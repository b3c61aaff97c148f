package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;

/**
 * The responder asks for a transaction that was not named, or is acknowledged
 * (ProtocolErrorRequestedUnavailableTx).
 */
final class RequestedUnavailableTx extends TxViolation {
  private static final long serialVersionUID = 1L;

  RequestedUnavailableTx(String where, Encoded id) {
    super(
        where,
        "the peer asks for transaction " + id + ", whose id is not among the unacknowledged ones");
  }
}
