package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entries: remote address, then local address, then entry (ouroboros-network
 * ConnectionManager.ConnMap). An entry that is not dialled yet has no local address; there is at
 * most one such for a remote address. Not thread safe.
 */
final class ConnectionMap {
  private final Map<SocketAddress, Map<Optional<SocketAddress>, Entry>> byRemote =
      new LinkedHashMap<>();
  private final Map<Long, Entry> byId = new TreeMap<>();
  private final StateCounts counts = new StateCounts();

  /**
   * Puts an entry where it belongs now: in, elsewhere, or out when it is gone.
   *
   * @throws IllegalStateException when another entry has its two addresses
   */
  void put(Entry entry) {
    take(entry.id());
    if (!entry.exists()) {
      return;
    }
    Entry other =
        byRemote
            .computeIfAbsent(entry.remote(), remote -> new LinkedHashMap<>())
            .putIfAbsent(local(entry), entry);
    if (other != null) {
      throw new IllegalStateException("Two entries have the addresses of " + other);
    }
    byId.put(entry.id(), entry);
    counts.add(entry.state());
  }

  private void take(long id) {
    Entry old = byId.remove(id);
    if (old == null) {
      return;
    }
    counts.remove(old.state());
    Map<Optional<SocketAddress>, Entry> sameRemote = byRemote.get(old.remote());
    sameRemote.remove(local(old));
    if (sameRemote.isEmpty()) {
      byRemote.remove(old.remote());
    }
  }

  private static Optional<SocketAddress> local(Entry entry) {
    return entry.connectionId().map(ConnectionId::local);
  }

  Optional<Entry> byId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The one between exactly these two addresses. */
  Optional<Entry> byConnectionId(ConnectionId connectionId) {
    return Optional.ofNullable(
        byRemote
            .getOrDefault(connectionId.remote(), Collections.emptyMap())
            .get(Optional.of(connectionId.local())));
  }

  /**
   * The one that somebody who wants to use a remote address gets: the reserved one, or one that can
   * be used, or any.
   */
  Optional<Entry> forUse(SocketAddress remote) {
    Collection<Entry> all = byRemote.getOrDefault(remote, Collections.emptyMap()).values();
    Optional<Entry> best = Optional.empty();
    for (Entry entry : all) {
      if (best.isEmpty() || rank(entry.state()) < rank(best.get().state())) {
        best = Optional.of(entry);
      }
    }
    return best;
  }

  private static int rank(ConnectionState state) {
    return switch (state) {
      case RESERVED_OUTBOUND -> 0;
      case INBOUND_DUP, INBOUND_IDLE_DUP -> 1;
      default -> 2;
    };
  }

  /** Every entry, the oldest first. */
  List<Entry> all() {
    return new ArrayList<>(byId.values());
  }

  StateCounts counts() {
    return counts;
  }
}
