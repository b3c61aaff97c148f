package io.tempera.peer.state.actions.internal;

import io.tempera.runtime.Wait;
import jakarta.inject.Inject;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The peers that are not over, by remote address: at most one machine each. It is as long as
 * callers have asked for different addresses.
 */
final class PeerDirectory {
  private final PeerParts parts;
  private final Wait changes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SocketAddress, PeerShell> peers = new LinkedHashMap<>();

  /** Those that are over, and about to say so: nobody gets them any more. */
  private final Set<PeerShell> ending = new HashSet<>();

  private boolean closed;

  @Inject
  PeerDirectory(PeerParts parts) {
    this.parts = parts;
    this.changes = parts.runtime().newWait();
  }

  /** The one for this address, new if there is none; empty once closed. */
  Optional<PeerShell> obtain(SocketAddress remote) {
    lock.lock();
    try {
      return closed
          ? Optional.empty()
          : Optional.of(
              peers.computeIfAbsent(
                  remote, r -> new PeerShell(parts, r, this::forget, this::ended)));
    } finally {
      lock.unlock();
    }
  }

  private void forget(PeerShell peer) {
    lock.lock();
    try {
      peers.remove(peer.remote(), peer);
      ending.add(peer);
    } finally {
      lock.unlock();
    }
  }

  private void ended(PeerShell peer) {
    lock.lock();
    try {
      ending.remove(peer);
    } finally {
      lock.unlock();
    }
    changes.wake();
  }

  /** Those that are not over now. */
  List<PeerShell> all() {
    lock.lock();
    try {
      return List.copyOf(peers.values());
    } finally {
      lock.unlock();
    }
  }

  /** From now on there are no new ones. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all are over, and everybody who waited for them was told.
   *
   * @return whether they are
   */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    return changes.until(this::isEmpty, limit);
  }

  private boolean isEmpty() {
    lock.lock();
    try {
      return peers.isEmpty() && ending.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
