package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import java.util.List;

/**
 * How room is made for one more inbound connection, should it be needed.
 *
 * @param hardLimit how many there may be, at least 1
 * @param order which are to go first, as a policy said; may name some that are gone, or none at all
 */
record Room(int hardLimit, List<ConnectionId> order) {
  /** Keeps a copy that does not change. */
  Room {
    order = List.copyOf(order);
  }
}
