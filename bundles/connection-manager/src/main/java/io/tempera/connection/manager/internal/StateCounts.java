package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionState;
import java.util.EnumMap;
import java.util.Map;

/** How many entries are in each state, kept as they change. Not thread safe. */
final class StateCounts {
  private final Map<ConnectionState, Integer> counts = new EnumMap<>(ConnectionState.class);

  /** One more. */
  void add(ConnectionState state) {
    counts.merge(state, 1, Integer::sum);
  }

  /** One less. */
  void remove(ConnectionState state) {
    counts.merge(state, -1, Integer::sum);
  }

  /** How many count against the limit of inbound connections. */
  int inbound() {
    int sum = 0;
    for (ConnectionState state : ConnectionState.values()) {
      if (States.isInbound(state)) {
        sum += of(state);
      }
    }
    return sum;
  }

  /** All of it (ouroboros-network ConnectionManager.Types, connectionStateToCounters). */
  ConnectionCounters counters() {
    return new ConnectionCounters(
        of(ConnectionState.DUPLEX),
        of(
            ConnectionState.OUTBOUND_DUP_TICKING,
            ConnectionState.OUTBOUND_DUP_EXPIRED,
            ConnectionState.OUTBOUND_IDLE_DUP,
            ConnectionState.INBOUND_IDLE_DUP,
            ConnectionState.INBOUND_DUP,
            ConnectionState.DUPLEX),
        of(
            ConnectionState.OUTBOUND_UNI,
            ConnectionState.OUTBOUND_IDLE_UNI,
            ConnectionState.INBOUND_IDLE_UNI,
            ConnectionState.INBOUND_UNI),
        inbound(),
        of(
            ConnectionState.UNNEGOTIATED_OUT,
            ConnectionState.OUTBOUND_UNI,
            ConnectionState.OUTBOUND_DUP_TICKING,
            ConnectionState.OUTBOUND_DUP_EXPIRED,
            ConnectionState.OUTBOUND_IDLE_UNI,
            ConnectionState.OUTBOUND_IDLE_DUP,
            ConnectionState.DUPLEX),
        of(ConnectionState.TERMINATING));
  }

  private int of(ConnectionState... states) {
    int sum = 0;
    for (ConnectionState state : states) {
      sum += counts.getOrDefault(state, 0);
    }
    return sum;
  }
}
