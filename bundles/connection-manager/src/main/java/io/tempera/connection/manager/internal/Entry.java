package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one connection.
 *
 * @param id names the entry; never used twice
 * @param remote the remote address
 * @param connectionId both addresses; empty until it is dialled
 * @param state UNKNOWN before it is there and when it is gone
 * @param handle the connection, from its negotiation until it is closed
 * @param lingers in TERMINATING: whether the entry stays for a time-wait once the socket is closed
 * @param round counts the entry's timers: a timer of an earlier round means nothing any more
 * @param waiting who will be answered, in the order of asking
 */
record Entry(
    long id,
    SocketAddress remote,
    Optional<ConnectionId> connectionId,
    ConnectionState state,
    Optional<ConnectionHandle> handle,
    boolean lingers,
    int round,
    List<Waiting> waiting) {
  /** Keeps a copy that does not change. */
  Entry {
    waiting = List.copyOf(waiting);
  }

  /** One that is not there. */
  static Entry absent(long id, SocketAddress remote, Optional<ConnectionId> connectionId) {
    return new Entry(
        id, remote, connectionId, ConnectionState.UNKNOWN, Optional.empty(), false, 0, List.of());
  }

  /** Whether it is there. */
  boolean exists() {
    return state != ConnectionState.UNKNOWN;
  }

  Entry withConnectionId(ConnectionId other) {
    return new Entry(id, remote, Optional.of(other), state, handle, lingers, round, waiting);
  }

  Entry withState(ConnectionState other) {
    return new Entry(id, remote, connectionId, other, handle, lingers, round, waiting);
  }

  Entry withHandle(Optional<ConnectionHandle> other) {
    return new Entry(id, remote, connectionId, state, other, lingers, round, waiting);
  }

  Entry withLingers(boolean other) {
    return new Entry(id, remote, connectionId, state, handle, other, round, waiting);
  }

  Entry withRound(int other) {
    return new Entry(id, remote, connectionId, state, handle, lingers, other, waiting);
  }

  Entry withWaiting(List<Waiting> others) {
    return new Entry(id, remote, connectionId, state, handle, lingers, round, others);
  }

  /** What others may see of it. */
  ConnectionView view() {
    return new ConnectionView(remote, connectionId, state, handle);
  }
}
