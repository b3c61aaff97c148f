package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Holder;
import java.net.SocketAddress;
import java.time.Instant;
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
 * @param holders why it is there
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
    List<Holder> holders,
    int round,
    List<Waiting> waiting) {
  /** Keeps copies that do not change. */
  Entry {
    holders = List.copyOf(holders);
    waiting = List.copyOf(waiting);
  }

  /** One that is not there. */
  static Entry absent(long id, SocketAddress remote, Optional<ConnectionId> connectionId) {
    return new Entry(
        id,
        remote,
        connectionId,
        ConnectionState.UNKNOWN,
        Optional.empty(),
        false,
        List.of(),
        0,
        List.of());
  }

  /** Whether it is there. */
  boolean exists() {
    return state != ConnectionState.UNKNOWN;
  }

  Entry withConnectionId(ConnectionId other) {
    return new Entry(
        id, remote, Optional.of(other), state, handle, lingers, holders, round, waiting);
  }

  /** In another state, from now on. */
  Entry withState(ConnectionState other, Instant now) {
    List<Holder> others = Holders.after(holders, other, lingers, now);
    return new Entry(id, remote, connectionId, other, handle, lingers, others, round, waiting);
  }

  Entry withHandle(Optional<ConnectionHandle> other) {
    return new Entry(id, remote, connectionId, state, other, lingers, holders, round, waiting);
  }

  Entry withLingers(boolean other) {
    return new Entry(id, remote, connectionId, state, handle, other, holders, round, waiting);
  }

  Entry withRound(int other) {
    return new Entry(id, remote, connectionId, state, handle, lingers, holders, other, waiting);
  }

  Entry withWaiting(List<Waiting> others) {
    return new Entry(id, remote, connectionId, state, handle, lingers, holders, round, others);
  }

  /** What others may see of it. */
  ConnectionView view() {
    return new ConnectionView(remote, connectionId, state, holders, handle);
  }
}
