package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;

/**
 * Which connection somebody speaks of. Its addresses are not enough: nodes dial from their
 * listening addresses, so the next connection to the same node has the same two.
 *
 * @param entry the entry that it had or has; 0 for that of another connection manager
 * @param connectionId its two addresses
 */
record Subject(long entry, ConnectionId connectionId) {
  /** That of a handle, as a connection manager sees it. */
  static Subject of(ConnectionHandle handle, Owner owner) {
    long entry =
        handle instanceof NegotiatedConnection connection && connection.owner() == owner
            ? connection.entry()
            : 0;
    return new Subject(entry, handle.connectionId());
  }
}
