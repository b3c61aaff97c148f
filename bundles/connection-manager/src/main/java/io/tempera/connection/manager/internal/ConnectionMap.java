package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import java.net.SocketAddress;
import java.util.ArrayList;
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
  /** Lists of their exact sizes: most remote addresses have one entry. */
  private final Map<SocketAddress, List<Entry>> byRemote = new LinkedHashMap<>();

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
    List<Entry> sameRemote = sameRemote(entry.remote());
    find(sameRemote, local(entry))
        .ifPresent(
            other -> {
              throw new IllegalStateException("Two entries have the addresses of " + other);
            });
    List<Entry> longer = new ArrayList<>(sameRemote);
    longer.add(entry);
    byRemote.put(entry.remote(), List.copyOf(longer));
    byId.put(entry.id(), entry);
    counts.add(entry.state());
  }

  private void take(long id) {
    Entry old = byId.remove(id);
    if (old == null) {
      return;
    }
    counts.remove(old.state());
    List<Entry> shorter = new ArrayList<>(sameRemote(old.remote()));
    shorter.remove(old);
    if (shorter.isEmpty()) {
      byRemote.remove(old.remote());
    } else {
      byRemote.put(old.remote(), List.copyOf(shorter));
    }
  }

  private List<Entry> sameRemote(SocketAddress remote) {
    return byRemote.getOrDefault(remote, List.of());
  }

  private static Optional<Entry> find(List<Entry> entries, Optional<SocketAddress> local) {
    for (Entry entry : entries) {
      if (local(entry).equals(local)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static Optional<SocketAddress> local(Entry entry) {
    return entry.connectionId().map(ConnectionId::local);
  }

  Optional<Entry> byId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The one between exactly these two addresses. */
  Optional<Entry> byConnectionId(ConnectionId connectionId) {
    return find(sameRemote(connectionId.remote()), Optional.of(connectionId.local()));
  }

  /**
   * The one that somebody who wants to use a remote address gets: the reserved one, or one that can
   * be used, or any; one that is closed, which would have to be waited for, only where there is no
   * other.
   */
  Optional<Entry> forUse(SocketAddress remote) {
    Optional<Entry> best = Optional.empty();
    for (Entry entry : sameRemote(remote)) {
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
      case TERMINATING, TERMINATED -> 3;
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
