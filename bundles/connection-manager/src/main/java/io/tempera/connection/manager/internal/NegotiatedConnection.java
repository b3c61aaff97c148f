package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.handshake.Agreed;
import io.tempera.mux.Mux;
import io.tempera.protocol.Slots;
import java.time.Instant;

/**
 * The handle of a connection: a plain value.
 *
 * @param owner which connection manager has the entry
 * @param entry which entry is its own
 */
record NegotiatedConnection(
    Owner owner,
    long entry,
    Provenance provenance,
    Agreed agreed,
    Mux mux,
    Slots slots,
    Instant openedAt)
    implements ConnectionHandle {
  @Override
  public ConnectionId connectionId() {
    return mux.connectionId();
  }

  /** For example {@code 127.0.0.1:3001<->127.0.0.1:40112, accepted, version 15, DUPLEX}. */
  @Override
  public String toString() {
    return connectionId()
        + (provenance == Provenance.INBOUND ? ", accepted" : ", dialled")
        + ", version "
        + agreed.version()
        + ", "
        + agreed.dataFlow();
  }
}
